import type { MessageKey, Text } from '#lib/languages/translator.ts'

/** What a refusal of the help functions means to the person who wrote. Each sentence says what to do. */
const MESSAGES: Readonly<Record<string, MessageKey<'help'>>> = {
  invalid: 'invalid',
  too_many: 'tooMany',
  unknown_order: 'unknownOrder',
  new_message: 'newMessage',
  not_allowed: 'notAllowed',
  too_many_answers: 'tooManyAnswers',
}

export function outcomeMessage(outcome: string, t: Text<'help'>): string {
  return t(MESSAGES[outcome] ?? 'notDone')
}
