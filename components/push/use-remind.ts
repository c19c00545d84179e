'use client'

import { useCallback, useEffect, useState } from 'react'
import { noteGoodMoment } from '#lib/install/offer.ts'
import { useLanguage } from '#lib/languages/text.ts'
import { deleteReminder, getNotifications, setReminder } from '#lib/push/calls.ts'
import { readPushState, turnOnPush } from '#lib/push/device-push.ts'
import { dropReminder, hasReminder, keepReminder, keepReminders } from '#lib/push/kept-reminders.ts'
import type { Reach } from '#lib/push/notifications.ts'
import type { PushState } from '#lib/push/push-state.ts'

export type RemindStep =
  | { name: 'working' }
  /** How it can be done here, and the address we know. `isClosed`: the browser's question was closed without an answer. */
  | { name: 'choose'; state: PushState; publicKey: string | null; email: string | null; isClosed: boolean }
  | { name: 'set'; reach: Reach; email: string | null }
  | { name: 'failed'; code: string }

export type Remind = {
  step: RemindStep
  /** To be called in the very tap: Safari opens its question for nothing else. */
  turnOn(): void
  /** Without push on this device: by e-mail where we know one. */
  setOnly(): void
  stop(): void
  retry(): void
}

type Sale = { id: string }
const WORKING: RemindStep = { name: 'working' }

/** From the tap on Remind me to a reminder that is set. Tapping it is asking for it: whoever can be reached already is not asked twice. */
export function useRemind(sale: Sale, onStopped: () => void): Remind {
  const language = useLanguage()
  const [step, setStep] = useState<RemindStep>(WORKING)

  const set = useCallback(
    async (email: string | null) => {
      setStep(WORKING)
      const answer = await setReminder(sale.id)
      if (!answer.ok) return setStep({ name: 'failed', code: answer.code })
      keepReminder(sale.id, answer.data.reminder.opensAt)
      setStep({ name: 'set', reach: answer.data.reach, email })
      noteGoodMoment()
    },
    [sale.id],
  )

  const begin = useCallback(async () => {
    setStep(WORKING)
    const answer = await getNotifications()
    if (!answer.ok) return setStep({ name: 'failed', code: answer.code })
    const { publicKey, reminders, email } = answer.data
    keepReminders(reminders)
    const state = await readPushState(publicKey)
    if (hasReminder(sale.id)) {
      const reach = state === 'on' ? 'push' : email === null ? 'nothing' : 'mail'
      setStep({ name: 'set', reach, email })
    } else if (state === 'on') {
      await set(email)
    } else {
      setStep({ name: 'choose', state, publicKey, email, isClosed: false })
    }
  }, [sale.id, set])

  useEffect(() => void begin(), [begin])

  const turnOn = async () => {
    if (step.name !== 'choose' || step.publicKey === null) return
    const { email, publicKey } = step
    const asked = turnOnPush(publicKey, language, ['sale_reminder', 'sale_open'])
    setStep(WORKING)
    const answer = await asked
    if (answer.ok) return set(email)
    if (answer.code === 'ask') return setStep({ ...step, state: 'ask', isClosed: true })
    if (answer.code === 'denied' || answer.code === 'unsupported')
      return setStep({ ...step, state: answer.code })
    setStep({ name: 'failed', code: answer.code })
  }

  const stop = async () => {
    setStep(WORKING)
    const answer = await deleteReminder(sale.id)
    // Without a session there is nothing to be reminded of either.
    if (!answer.ok && answer.code !== 'unauthenticated') return setStep({ name: 'failed', code: answer.code })
    dropReminder(sale.id)
    onStopped()
  }

  return {
    step,
    turnOn: () => void turnOn(),
    setOnly: () => void set(step.name === 'choose' ? step.email : null),
    stop: () => void stop(),
    retry: () => void begin(),
  }
}
