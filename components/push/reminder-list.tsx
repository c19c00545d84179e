'use client'

import { useState } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'
import { deleteReminder } from '#lib/push/calls.ts'
import { dropReminder } from '#lib/push/kept-reminders.ts'
import type { Notifications } from '#lib/push/notifications.ts'

/** Sales one is reminded of, each with a way to stop that. */
export function ReminderList({ initial }: { initial: Notifications['reminders'] }) {
  const t = useText('remind')
  const [reminders, setReminders] = useState(initial)
  const [hasFailed, setHasFailed] = useState(false)

  const stop = async (saleId: string) => {
    const answer = await deleteReminder(saleId)
    setHasFailed(!answer.ok)
    if (!answer.ok) return
    dropReminder(saleId)
    setReminders((shown) => shown.filter((one) => one.saleId !== saleId))
  }

  return (
    <section aria-labelledby="reminders" className="grid gap-4">
      <h2 id="reminders" className="poster text-heading">
        {t('reminders')}
      </h2>
      {reminders.length === 0 ? <p className="text-ink-soft">{t('noReminders')}</p> : null}
      <ul className="grid">
        {reminders.map(({ saleId, slug, opensAt }) => (
          <li
            key={saleId}
            className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line py-2"
          >
            <PageLink
              href={`/sales/${slug}`}
              className="flex min-h-12 items-center gap-2 font-semibold underline underline-offset-4"
            >
              <LocalTime atMs={Date.parse(opensAt)} />
            </PageLink>
            <Button tone="plain" onClick={() => void stop(saleId)}>
              {t('stop')}
            </Button>
          </li>
        ))}
      </ul>
      {hasFailed ? (
        <Notice tone="alert" isUrgent>
          {t('notSaved')}
        </Notice>
      ) : null}
    </section>
  )
}
