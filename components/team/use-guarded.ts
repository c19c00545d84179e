'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { ActionResult } from '#lib/actions/result.ts'

type Ask = () => Promise<ActionResult<unknown, string>>

export type Guarded = {
  isSending: boolean
  /** Why it was not done and what to do, or null. */
  problem: string | null
  /** Set while a second factor is asked for: sends the same again once it was shown. */
  sendAgain: (() => void) | null
  forget: () => void
  send: (ask: Ask, onDone?: () => void) => void
}

/** Sends what may ask for a second factor; done, the page shows what became of it. */
export function useGuarded(): Guarded {
  const router = useRouter()
  const [problem, say] = useState<string | null>(null)
  const [sendAgain, setSendAgain] = useState<(() => void) | null>(null)
  const [isSending, startSending] = useTransition()
  const send: Guarded['send'] = (ask, onDone) =>
    startSending(async () => {
      const answer = await ask().catch(() => null)
      setSendAgain(null)
      if (answer === null) return say('The shop does not answer. Check the connection and send it again.')
      if (!answer.ok && answer.code === 'second_factor') {
        say(null)
        return setSendAgain(() => () => send(ask, onDone))
      }
      say(answer.ok ? null : answer.message)
      if (!answer.ok) return
      router.refresh()
      onDone?.()
    })
  return { isSending, problem, sendAgain, forget: () => setSendAgain(null), send }
}
