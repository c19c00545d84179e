/** What a change of the team answered when it was not done, as a sentence that says what to do. */
const WORDS: Readonly<Record<string, string>> = {
  not_allowed: 'Only an owner may change the team. Ask one of them.',
  second_factor: 'This asks for the code of your authenticator app.',
  last_owner: 'A shop keeps at least one owner: make somebody else an owner first.',
  already_member: 'This address is in the team already: change the role in the list.',
  too_many: 'An invitation to this address was sent a moment ago. Wait a minute, then send another.',
  unknown_member: 'This person is not in the team any more: reload the page.',
  unknown: 'There is no such invitation: reload the page.',
  accepted: 'This invitation was accepted already: reload the page.',
  invalid: 'Check the e-mail address and the role, then send it again.',
}

export function teamWords(outcome: string): string {
  return WORDS[outcome] ?? 'This could not be done: reload the page and try again.'
}

/** What an invitation answered somebody who wanted to join with it. */
const JOIN_WORDS: Readonly<Record<string, string>> = {
  unknown: 'This link leads to no invitation. Open the newest mail, or ask for another invitation.',
  withdrawn: 'This invitation was taken back. Ask the shop for another.',
  expired: 'This invitation has run out. Ask the shop for another.',
  accepted: 'This invitation was used already. Sign in to the dashboard instead.',
  wrong_address:
    'This invitation is for another address. Sign out and sign in with the address it was sent to.',
  not_confirmed: 'Your address is not confirmed yet. Join with a code that we mail to it.',
}

export function joinWords(outcome: string): string {
  return JOIN_WORDS[outcome] ?? 'Joining did not work. Open the link of the mail again.'
}
