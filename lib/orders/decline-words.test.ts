import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { TEST_PAYMENT_METHODS } from '#local/stripe/test-payment-methods.ts'
import { declineWords } from './decline-words.ts'

const en = textIn('en', 'orderStatus')
const de = textIn('de', 'orderStatus')

/** Sentences the database itself writes into `decline_reason`. */
function writtenBySql(): string[] {
  const folder = 'supabase/migrations'
  return readdirSync(folder).flatMap((file) =>
    readFileSync(`${folder}/${file}`, 'utf8')
      .split(';')
      .flatMap(
        (statement) => /\bdecline_reason = (?!null|left)([\s\S]*?)(?:\bwhere\b|$)/.exec(statement)?.[1] ?? [],
      )
      .flatMap((value) => [...value.matchAll(/'([A-Z][^']+\.)'/g)].map(([, sentence = '']) => sentence)),
  )
}

const ours = writtenBySql()
const cards = Object.values(TEST_PAYMENT_METHODS).flatMap((method) =>
  method.ends === 'declines' ? [method.error.message ?? ''] : [],
)

describe('why a payment did not go through', () => {
  test('the sentences of the database are found', () => expect(ours.length).toBeGreaterThanOrEqual(5))

  test.each([...new Set([...ours, ...cards])])('%s is said as it is in English, and in German', (reason) => {
    expect(declineWords(reason, en)).toBe(reason)
    expect(declineWords(reason, de)).not.toBe(reason)
    expect(declineWords(reason, de)).not.toBe(de('whyOther'))
  })

  test('words of the bank nobody knows are told in English only', () => {
    expect(declineWords('odd words of a bank', en)).toBe('Odd words of a bank.')
    expect(declineWords('odd words of a bank', de)).toBe('Die Bank hat die Zahlung abgelehnt.')
  })
})
