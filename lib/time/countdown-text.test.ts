import { describe, expect, it } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { countdownText, countdownWords } from './countdown-text.ts'

const t = textIn('en', 'ui')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe('a countdown reads the same on every phone', () => {
  it.each([
    [42 * SECOND, '0:42', '42 seconds'],
    [1, '0:01', '1 second'],
    [0, '0:00', '0 seconds'],
    [-5 * SECOND, '0:00', '0 seconds'],
    [MINUTE, '1:00', '1 minute'],
    [4 * MINUTE + 51 * SECOND, '4:51', '4 minutes 51 seconds'],
    [HOUR - 1, '1:00:00', '1 hour'],
    [3 * HOUR + 7 * MINUTE + 44 * SECOND, '3:07:44', '3 hours 7 minutes'],
    [47 * HOUR, '47:00:00', '1 day 23 hours'],
    [52 * HOUR, '2d 04h', '2 days 4 hours'],
    [24 * HOUR + 5 * SECOND, '24:00:05', '1 day'],
  ])('%i ms is %s, read out as %s', (remainingMs, figures, words) => {
    expect(countdownText(remainingMs, t)).toBe(figures)
    expect(countdownWords(remainingMs, t)).toBe(words)
  })

  it('it does not say zero while time is left', () => {
    expect(countdownText(0.5, t)).not.toBe('0:00')
  })
})

it('it is read out in the words of the language', () => {
  const [german, arabic] = [textIn('de', 'ui'), textIn('ar', 'ui')]
  expect(countdownWords(HOUR + MINUTE, german)).toBe('1 Stunde 1 Minute')
  expect(countdownWords(2 * MINUTE + 11 * SECOND, arabic)).toBe('دقيقتان و11 ثانية')
  expect(countdownText(52 * HOUR, german)).toBe('2T 04h')
  expect(countdownText(12 * MINUTE, arabic)).toBe('12:00')
})
