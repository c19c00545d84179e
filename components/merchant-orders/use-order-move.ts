'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import type { ActionResult } from '#lib/actions/result.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'

type Send = (requestId: string) => Promise<ActionResult<{ outcome: string }, string>>

export type OrderMoveState = {
  isSending: boolean
  /** Why it was not done and what to do, or null. */
  problem: string | null
  say: (problem: string) => void
  /** Set while a second factor is asked for: sends the same again once it was shown. */
  sendAgain: (() => void) | null
  /** Gives up what waits for a second factor. */
  forget: () => void
  /** Sends it; once it is done the page shows what became of it, and `onDone` is called. */
  send: (ask: Send, onDone: () => void) => void
}

/**
 * One move of an order, made once: sent again after an answer that got lost, it goes with the same request id. After a refusal
 * the next try is another move.
 */
export function useOrderMove(): OrderMoveState {
  const router = useRouter()
  const requestId = useRef<string | null>(null)
  const [problem, say] = useState<string | null>(null)
  const [sendAgain, setSendAgain] = useState<(() => void) | null>(null)
  const [isSending, startSending] = useTransition()

  const send: OrderMoveState['send'] = (ask, onDone) =>
    startSending(async () => {
      requestId.current ??= newRequestId()
      const answer = await ask(requestId.current).catch(() => null)
      if (answer === null) return say('The shop does not answer. Check the connection and send it again.')
      if (answer.ok || answer.code !== 'failed') requestId.current = null
      if (!answer.ok && answer.code === 'second_factor') {
        say(null)
        return setSendAgain(() => () => {
          setSendAgain(null)
          send(ask, onDone)
        })
      }
      if (!answer.ok) return say(answer.message)
      say(null)
      router.refresh()
      onDone()
    })
  return { isSending, problem, say, send, sendAgain, forget: () => setSendAgain(null) }
}
