'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Thread } from '#lib/help/thread-view.ts'
import { onWake } from '#lib/time/page-life.ts'

/** Milliseconds between two looks: quick after something was written, then calmer. A hint comes before either. */
const SOON_EVERY_MS = 2_000
const LATER_EVERY_MS = 8_000
const SOON_FOR_MS = 120_000
const TIMEOUT_MS = 5_000

export type LiveThread = {
  thread: Thread
  /** False while the last look failed: what is shown may be old, and the page says so. */
  isFresh: boolean
  /** Looks now: a message has just been sent, or somebody said that there is a new one. */
  look: () => void
}

type Options = {
  /** Where the thread is read. */
  path: string
  initial: Thread
  side: 'shopper' | 'merchant'
  markRead: (messageId: number) => Promise<unknown>
}

/** A thread as it is now, for as long as the page is open; what is on the screen counts as read. */
export function useThread({ path, initial, side, markRead }: Options): LiveThread {
  const [live, setLive] = useState({ thread: initial, isFresh: true })
  const lookNow = useRef(() => {})
  const mark = useRef(markRead)
  mark.current = markRead

  useEffect(() => {
    let soonUntilMs = performance.now() + SOON_FOR_MS
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const read = async () => {
      const thread = await readThread(path)
      if (isOver) return
      setLive((shown) => (thread ? { thread, isFresh: true } : { ...shown, isFresh: false }))
      plan(performance.now() < soonUntilMs ? SOON_EVERY_MS : LATER_EVERY_MS)
    }
    const plan = (inMs: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') void read()
      }, inMs)
    }
    lookNow.current = () => {
      soonUntilMs = performance.now() + SOON_FOR_MS
      plan(0)
    }
    plan(SOON_EVERY_MS)
    const stopListening = onWake(() => plan(0))
    return () => {
      isOver = true
      clearTimeout(timer)
      stopListening()
    }
  }, [path])

  const { thread } = live
  const readTo = side === 'shopper' ? thread.shopperReadTo : thread.merchantReadTo
  const newest = thread.messages.findLast((message) => message.author !== side)?.id ?? 0
  useEffect(() => {
    if (newest <= readTo) return
    const markIfSeen = () => {
      if (document.visibilityState !== 'visible') return
      // Not heard: the next look finds it unread still, and it is said again.
      mark.current(newest).catch(() => undefined)
    }
    markIfSeen()
    return onWake(markIfSeen)
  }, [newest, readTo])

  return { ...live, look: useCallback(() => lookNow.current(), []) }
}

/** Null when the shop did not answer with the thread. */
async function readThread(path: string): Promise<Thread | null> {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
    return response.ok ? ((await response.json()) as { thread: Thread }).thread : null
  } catch {
    // Offline or too slow: the page says that it may be old and looks again.
    return null
  }
}
