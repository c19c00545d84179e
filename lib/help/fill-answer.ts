/** What a canned answer may name: the shopper's name and the number of the order. */
export type AnswerFacts = { name: string; number: string }

/** Puts the facts of an order into a canned answer; what it does not know stays as it was written. */
export function fillAnswer(body: string, facts: AnswerFacts): string {
  return body.replace(/\{(name|number)\}/g, (_all, key: keyof AnswerFacts) => facts[key])
}
