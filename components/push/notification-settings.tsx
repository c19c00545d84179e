'use client'

import { useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import type { MessageKey } from '#lib/languages/translator.ts'
import { saveSettings } from '#lib/push/calls.ts'
import { type Notifications, PUSH_KINDS, type PushKind } from '#lib/push/notifications.ts'
import { ReminderList } from './reminder-list.tsx'
import { ThisDevice } from './this-device.tsx'

const WORDS: Record<PushKind, MessageKey<'remind'>> = {
  sale_reminder: 'saleReminder',
  sale_open: 'saleOpen',
  offer: 'offerKind',
  claim_ending: 'claimEnding',
  order_update: 'orderUpdate',
  help: 'helpKind',
}

/**
 * What one is told about, each kind for itself, whether this device gets it, and the reminders that stand. Its page brings the
 * namespaces `remind` and `install`.
 */
export function NotificationSettings({ initial }: { initial: Notifications }) {
  const t = useText('remind')
  const [settings, setSettings] = useState(initial.settings)
  const [hasFailed, setHasFailed] = useState(false)

  const turn = async (kind: PushKind, isOn: boolean) => {
    setHasFailed(false)
    setSettings((shown) => ({ ...shown, [kind]: isOn }))
    const answer = await saveSettings({ [kind]: isOn })
    if (answer.ok) return setSettings(answer.data.settings)
    // What is shown is what holds.
    setSettings((shown) => ({ ...shown, [kind]: !isOn }))
    setHasFailed(true)
  }

  return (
    <div className="grid max-w-prose gap-10">
      <ThisDevice publicKey={initial.publicKey} onSettings={setSettings} />
      <fieldset className="grid">
        <legend className="poster mb-3 text-heading">{t('whatAbout')}</legend>
        {PUSH_KINDS.map((kind) => (
          <label
            key={kind}
            className="flex min-h-14 items-center justify-between gap-4 border-t border-line py-2"
          >
            {t(WORDS[kind])}
            <input
              type="checkbox"
              checked={settings[kind]}
              onChange={(event) => void turn(kind, event.target.checked)}
              className="size-6 shrink-0 accent-yours"
            />
          </label>
        ))}
      </fieldset>
      {hasFailed ? (
        <Notice tone="alert" isUrgent>
          {t('notSaved')}
        </Notice>
      ) : null}
      <ReminderList initial={initial.reminders} />
    </div>
  )
}
