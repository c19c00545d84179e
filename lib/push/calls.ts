import { noteStep } from '#lib/insight/steps.ts'
import type { Language } from '#lib/languages/languages.ts'
import type { Notifications, PushKind, Reach } from './notifications.ts'

/** `code` is a problem's of the API, or `no_answer`: nobody knows then whether it arrived, and each of these may be sent again. */
export type Answer<Data> = { ok: true; data: Data } | { ok: false; code: string }

const TIMEOUT_MS = 10_000

export const getNotifications = () => call<Notifications>('GET', '/api/me/notifications')

export const saveSettings = (settings: Partial<Notifications['settings']>) =>
  call<Pick<Notifications, 'settings'>>('POST', '/api/me/notifications', { settings })

export const setReminder = (saleId: string) => {
  noteStep('remind')
  return call<{ reach: Reach; reminder: { opensAt: string } }>('POST', '/api/reminders', { saleId })
}

export const deleteReminder = (saleId: string) => call<null>('DELETE', `/api/reminders/${saleId}`)

export const saveSubscription = (
  subscription: PushSubscriptionJSON,
  language: Language,
  kinds: readonly PushKind[],
) =>
  call<Pick<Notifications, 'settings'>>('POST', '/api/push/subscriptions', {
    subscription,
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    kinds,
  })

export const removeSubscription = (subscription: PushSubscriptionJSON) =>
  call<null>('POST', '/api/push/subscriptions/remove', { subscription })

async function call<Data>(method: string, path: string, body?: unknown): Promise<Answer<Data>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (response.status === 204) return { ok: true, data: null as Data }
    const answer: unknown = await response.json()
    return response.ok ? { ok: true, data: answer as Data } : { ok: false, code: codeOf(answer) }
  } catch {
    // Offline, cut off, too slow, or a proxy's own page.
    return { ok: false, code: 'no_answer' }
  }
}

function codeOf(problem: unknown): string {
  const isProblem = typeof problem === 'object' && problem !== null && 'code' in problem
  return isProblem && typeof problem.code === 'string' ? problem.code : 'no_answer'
}
