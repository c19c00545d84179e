/** What a move of a sale answered when it was not done, as a sentence that says what to do. */
const MESSAGES: Readonly<Record<string, string>> = {
  unknown_sale: 'This sale is not there any more: go back to your sales.',
  unknown_item: 'This item is not there any more: reload the page.',
  not_allowed: 'Your role may not do this: ask an owner or manager of the shop.',
  second_factor: 'This asks for the code of your authenticator app.',
  invalid: 'Something in the form cannot be right: check it and send it again.',
  ended: 'The sale is over, so this cannot be done any more.',
  already_paused: 'Somebody paused it before you: nothing more is needed.',
  not_paused: 'It is not paused: reload the page to see how it stands.',
  not_later: 'Choose a time after the one it closes at now, at most 31 days from today.',
  not_enough_free: 'That many are not free any more: take fewer, or wait until some come back.',
  too_many: 'An item holds ten million units at most: add fewer.',
}

export function outcomeMessage(outcome: string): string {
  return MESSAGES[outcome] ?? 'This could not be done: reload the page and try again.'
}

const DONE = new Set([
  'paused',
  'resumed',
  'extended',
  'closed',
  'cancelled',
  'withdrawn',
  'restocked',
  'repeated',
])

export function isDone(outcome: string): boolean {
  return DONE.has(outcome)
}
