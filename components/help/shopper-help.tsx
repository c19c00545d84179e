'use client'

import { useEffect, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { askForHelp, markHelpRead } from '#lib/help/actions.ts'
import type { MyThread } from '#lib/help/queries.ts'
import { newestId } from '#lib/help/thread-view.ts'
import { useText } from '#lib/languages/text.ts'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { useMessageOutbox } from './use-message-outbox.ts'
import { useThread } from './use-thread.ts'

/** The shopper's side of a thread: a phone in one hand, bad reception, somebody who wants to know where the parcel is. */
export function ShopperHelp({ initial }: { initial: MyThread }) {
  const t = useText('help')
  const { orderNumber, merchantName, supportEmail } = initial
  const { orderId } = initial.thread
  const field = useRef<HTMLTextAreaElement>(null)
  const { thread, isFresh, look } = useThread({
    path: `/api/orders/${orderId}/help`,
    initial: initial.thread,
    side: 'shopper',
    markRead: (messageId) => markHelpRead({ orderId, messageId }),
  })
  const { state, outbox } = useMessageOutbox(
    `stampede.help.${orderId}`,
    ({ requestId, body }) => askForHelp({ orderId, requestId, body }),
    look,
  )
  useEffect(
    () => outbox?.confirm(new Set(thread.messages.map((message) => message.requestId))),
    [thread, outbox],
  )

  return (
    <div className="sheet grid max-w-3xl grid-cols-1 gap-6 pt-6">
      <div className="grid gap-2">
        <PageLink
          href={`/orders/${orderId}`}
          className="inline-flex min-h-12 items-center justify-self-start font-semibold underline underline-offset-4"
        >
          {t('backToOrder')}
        </PageLink>
        <h1 className="poster text-heading wrap-anywhere">{t('ask', { merchant: merchantName })}</h1>
        <p className="text-ink-soft">
          {t.rich('about', {
            number: orderNumber,
            email: supportEmail,
            b: (chunks) => <span className="figures text-ink">{chunks}</span>,
            mail: (chunks) => (
              <a href={`mailto:${supportEmail}`} className="wrap-anywhere underline underline-offset-4">
                {chunks}
              </a>
            ),
          })}
        </p>
      </div>
      {isFresh ? null : (
        <Notice tone="held" title={t('oldTitle')}>
          <p>{t('oldDetail')}</p>
        </Notice>
      )}
      <Conversation
        thread={thread}
        outgoing={state.outgoing}
        outbox={outbox}
        side="shopper"
        otherName={merchantName}
        whenEmpty={t('empty')}
      />
      <div className="sticky bottom-0 z-20 -mx-[clamp(1rem,4vw,2.5rem)] border-t border-line bg-paper px-[clamp(1rem,4vw,2.5rem)] pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
        <Composer
          draft={state.draft}
          outbox={outbox}
          label={t('writeTo', { merchant: merchantName })}
          field={field}
          seenTo={newestId(thread)}
        />
      </div>
    </div>
  )
}
