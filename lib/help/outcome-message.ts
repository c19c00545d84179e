/** What a refusal of the help functions means to the person who wrote. Each sentence says what to do. */
const MESSAGES: Readonly<Record<string, string>> = {
  invalid:
    'It is empty, longer than 4,000 characters, or has characters no keyboard makes: change it and send it again.',
  too_many: 'That is as many messages as one hour takes: wait a while, then send it again.',
  unknown_order: 'This order cannot be found from here: reload the page, or sign in again.',
  new_message: 'A new question has come meanwhile: read it first. The thread stays open.',
  not_allowed: 'Only owners and managers change canned answers: ask one of them.',
  too_many_answers: 'A hundred canned answers are the most there can be: remove one first.',
}

export function outcomeMessage(outcome: string): string {
  return MESSAGES[outcome] ?? 'It was not done: reload the page and try again.'
}
