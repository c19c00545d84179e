'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ActionResult } from '#lib/actions/result.ts'
import { deviceStorage } from '#lib/claims/device-storage.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import {
  createMessageOutbox,
  type MessageOutbox,
  type MessageOutboxState,
  type Outgoing,
  type SendAnswer,
} from '#lib/help/message-outbox.ts'
import { onWake } from '#lib/time/page-life.ts'

const NOTHING: MessageOutboxState = { draft: '', outgoing: [] }
/** Longer than the server ever takes; after it the message counts as kept, and the same request id goes again. */
const TIMEOUT_MS = 10_000

export type Send = (message: Outgoing) => Promise<ActionResult<{ messageId: number }, string>>

/** What is written on this device under one key, and the way to send it. `onSent` hears of each message that arrived. */
export function useMessageOutbox(
  key: string,
  send: Send,
  onSent: () => void,
): { state: MessageOutboxState; outbox: MessageOutbox | null } {
  const latest = useRef({ send, onSent })
  latest.current = { send, onSent }
  const [outbox] = useState(() =>
    typeof window === 'undefined'
      ? null
      : createMessageOutbox({
          send: async (message) => {
            const answer = await answerOf(latest.current.send(message))
            if (answer.kind === 'sent') latest.current.onSent()
            return answer
          },
          storage: deviceStorage(key),
          newRequestId,
          wallNow: () => Date.now(),
          schedule: (task, delayMs) => setTimeout(task, delayMs),
        }),
  )

  useEffect(() => {
    if (!outbox) return
    outbox.flush()
    const stopListening = onWake(outbox.flush)
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) outbox.noticeOtherTab()
    }
    window.addEventListener('storage', onStorage)
    return () => {
      stopListening()
      window.removeEventListener('storage', onStorage)
    }
  }, [outbox, key])

  const state = useSyncExternalStore(
    (listener) => outbox?.subscribe(listener) ?? (() => {}),
    () => outbox?.getState() ?? NOTHING,
    () => NOTHING,
  )
  return { state, outbox }
}

/** An action that answers `failed` knows no more than one that does not answer: both are tried again. */
async function answerOf(call: ReturnType<Send>): Promise<SendAnswer> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT_MS))
  try {
    const answer = await Promise.race([call, late])
    if (answer === null || (!answer.ok && answer.code === 'failed')) return { kind: 'no_answer' }
    return answer.ok ? { kind: 'sent' } : { kind: 'refused', reason: answer.message }
  } catch {
    // Offline or cut off: nobody knows whether it arrived, and the request id makes that harmless.
    return { kind: 'no_answer' }
  }
}
