/** What opening or changing a store answered when it was not done, as a sentence that says what to do. */
const WORDS: Readonly<Record<string, string>> = {
  not_allowed: 'With your role the store cannot be changed. Ask an owner of the shop.',
  second_factor: 'Confirm with your second factor first: sign out and in again.',
  not_confirmed:
    'Your address is not confirmed yet. Reload the page and confirm it with a code that we mail to it.',
  too_many:
    'You have opened five stores, which is as many as one person can. Write to whoever runs this installation.',
  not_open:
    'Stores are opened here by invitation. Ask whoever runs this installation to let this address in.',
  changed_elsewhere:
    'Somebody else has saved the settings since you opened them. Nothing was changed: reload the page in another tab, compare, and type your changes there.',
  invalid: 'Something in the form cannot be right: check it and save again. Nothing was changed.',
  unknown_picture: 'The logo is not there any more: remove it and add it again.',
  busy: 'Stripe is asked a lot just now. Check again in a minute.',
  currency_in_use: 'Sales were made in the old currency, and their orders are in it: leave it as it was.',
}

export function storeWords(outcome: string): string {
  const known = WORDS[outcome]
  if (!known) throw new Error(`An outcome without words: ${outcome}`)
  return known
}

const FIELDS: Readonly<Record<string, string>> = { unknown_picture: 'logo', currency_in_use: 'currency' }

/** The refusal as an action answers it, at its field where it has one. */
export function storeRefusal(outcome: string) {
  const [message, field] = [storeWords(outcome), FIELDS[outcome]]
  return { ok: false as const, code: outcome, message, ...(field ? { fields: { [field]: message } } : {}) }
}
