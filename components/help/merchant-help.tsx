'use client'

import { useEffect, useRef, useState } from 'react'
import type { RealtimeAddress } from '#components/dashboard/merchant-channel.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { answerHelp, closeThread, markThreadRead } from '#lib/help/actions.ts'
import { type AnswerFacts, fillAnswer } from '#lib/help/fill-answer.ts'
import type { CannedAnswer } from '#lib/help/queries.ts'
import { newestId, type Thread } from '#lib/help/thread-view.ts'
import { CannedAnswers } from './canned-answers.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { useMessageOutbox } from './use-message-outbox.ts'
import { useThread } from './use-thread.ts'

type Props = {
  initial: Thread
  merchantId: string
  facts: AnswerFacts
  answers: CannedAnswer[]
  canWriteAnswers: boolean
  address: RealtimeAddress
}

/** The merchant's side of a thread: what was asked, an answer to start from, and the end of it. */
export function MerchantHelp({ initial, merchantId, facts, answers, canWriteAnswers, address }: Props) {
  const { orderId } = initial
  const field = useRef<HTMLTextAreaElement>(null)
  const { thread, isFresh, look } = useThread({
    path: `/dashboard/help/${orderId}/thread`,
    initial,
    side: 'merchant',
    markRead: (messageId) => markThreadRead({ orderId, messageId }),
  })
  const { state, outbox } = useMessageOutbox(
    `stampede.answer.${orderId}`,
    ({ requestId, body, seenTo }) => answerHelp({ orderId, requestId, body, seenTo }),
    look,
  )
  useEffect(
    () => outbox?.confirm(new Set(thread.messages.map((message) => message.requestId))),
    [thread, outbox],
  )
  useHints(address, merchantId, look)
  const insert = (body: string) => {
    const draft = outbox?.getState().draft ?? ''
    outbox?.setDraft([draft, fillAnswer(body, facts)].filter((text) => text !== '').join('\n'))
    field.current?.focus()
  }

  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <DeskLink
          href="/dashboard/help"
          className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
        >
          All threads
        </DeskLink>
        <Closing thread={thread} look={look} />
      </div>
      <h1 className="poster text-heading wrap-anywhere">{facts.name}</h1>
      {isFresh ? null : (
        <Notice tone="held" title="This may be old">
          <p>The shop does not answer. What you write is kept and sent by itself.</p>
        </Notice>
      )}
      <Conversation
        thread={thread}
        outgoing={state.outgoing}
        outbox={outbox}
        side="merchant"
        otherName={facts.name}
        whenEmpty="Nobody has written about this order yet. What you write goes to the shopper's order page, and by mail."
      />
      <div data-bottom-bar className="sticky bottom-0 z-20 grid gap-2 border-t border-line bg-paper py-3">
        <CannedAnswers
          merchantId={merchantId}
          answers={answers}
          canWrite={canWriteAnswers}
          onInsert={insert}
        />
        <Composer
          draft={state.draft}
          outbox={outbox}
          label={`Answer ${facts.name}`}
          field={field}
          seenTo={newestId(thread)}
        />
        <p className="hidden text-note text-ink-soft sm:block">Ctrl or ⌘ with Enter sends.</p>
      </div>
    </div>
  )
}

/** Who has to answer, and the way to say that nobody has to any more. */
function Closing({ thread, look }: { thread: Thread; look: () => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const close = async () => {
    const answer = await closeThread({ orderId: thread.orderId, seenTo: newestId(thread) }).catch(() => null)
    setProblem(answer === null ? 'The shop does not answer: try again.' : answer.ok ? null : answer.message)
    look()
  }
  if (thread.messages.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span role="status">
        {thread.status === 'waiting' ? <Badge tone="held">Unanswered</Badge> : null}
        {thread.status === 'answered' ? <Badge tone="yours">Answered</Badge> : null}
        {thread.status === 'closed' ? <Badge>Closed</Badge> : null}
      </span>
      {thread.status === 'closed' ? null : <Button onClick={close}>Close the thread</Button>}
      {problem ? (
        <p role="alert" className="w-full text-note font-semibold text-alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

/** Looks at once when the merchant's channel says that something was written. */
function useHints(
  { supabaseUrl, publishableKey }: RealtimeAddress,
  merchantId: string,
  look: () => void,
): void {
  useEffect(() => {
    let hangUp = () => {}
    let isGone = false
    void import('#components/dashboard/merchant-channel.ts').then(({ listenToMerchants }) => {
      if (!isGone) hangUp = listenToMerchants({ supabaseUrl, publishableKey }, [merchantId], look, 'help')
    })
    return () => {
      isGone = true
      hangUp()
    }
  }, [supabaseUrl, publishableKey, merchantId, look])
}
