'use client'

import { useEffect, useRef } from 'react'
import type { MessageOutbox, Outgoing } from '#lib/help/message-outbox.ts'
import type { Thread } from '#lib/help/thread-view.ts'
import { useText } from '#lib/languages/text.ts'
import { MessageBubble } from './message-bubble.tsx'
import { OutgoingBubble } from './outgoing-bubble.tsx'

type Props = {
  thread: Thread
  outgoing: readonly Outgoing[]
  outbox: MessageOutbox | null
  side: 'shopper' | 'merchant'
  otherName: string
  /** Where nobody has written yet. */
  whenEmpty: string
}

/** Two people writing to each other, oldest first. New messages are read out; one's own say how far they have come. */
export function Conversation({ thread, outgoing, outbox, side, otherName, whenEmpty }: Props) {
  const t = useText('help')
  const end = useRef<HTMLDivElement>(null)
  const seen = useRef(0)
  const shown = new Set(thread.messages.map((message) => message.requestId))
  const unsent = outgoing.filter((message) => !shown.has(message.requestId))
  const count = thread.messages.length + unsent.length
  const otherReadTo = side === 'shopper' ? thread.merchantReadTo : thread.shopperReadTo

  useEffect(() => {
    // At the start without a movement, and then only for somebody who is already at the end.
    const isFirst = seen.current === 0
    const isNear = window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 480
    if (count > seen.current && (isFirst ? count > 3 : isNear)) end.current?.scrollIntoView({ block: 'end' })
    seen.current = count
  }, [count])

  return (
    <div role="log" aria-label={t('messages')} className="grid grid-cols-1 content-end gap-3">
      {thread.hasEarlier ? <p className="text-center text-note text-ink-soft">{t('earlier')}</p> : null}
      {count === 0 ? <p className="max-w-prose text-ink-soft">{whenEmpty}</p> : null}
      <ol className="grid grid-cols-1 gap-3">
        {thread.messages.map((message) => (
          <MessageBubble
            key={message.requestId}
            message={message}
            isMine={message.author === side}
            otherName={otherName}
            isSeen={message.id <= otherReadTo}
          />
        ))}
        {unsent.map((message) => (
          <OutgoingBubble key={message.requestId} message={message} outbox={outbox} />
        ))}
      </ol>
      {/* Room for what is typed below, so that the last message never hides behind it. */}
      <div ref={end} className="scroll-mb-48" />
    </div>
  )
}
