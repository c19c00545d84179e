import { describe, expect, it } from 'vitest'
import type { Wait } from '#lib/waits/wait.ts'
import { nextStep } from './claim-attempt.ts'

describe('what an answer to a tap means', () => {
  it('a place in line ends the tap, and the next one is another', () => {
    const wait = { status: 'waiting' } as Wait
    expect(nextStep({ kind: 'in_line', wait }, 1, false, 0)).toEqual({
      kind: 'done',
      isClear: true,
      state: { name: 'in_line', wait },
    })
  })

  it('a refusal that says from when on it is another one keeps that instant', () => {
    const retryAt = '2026-11-22T14:32:00.000Z'
    const refusal = {
      kind: 'problem',
      status: 403,
      code: 'limit_reached',
      retryAfterSeconds: 90,
      retryAt,
    } as const
    expect(nextStep(refusal, 1, false, 0)).toMatchObject({
      state: { name: 'refused', code: 'limit_reached', retryAt },
    })
  })
})
