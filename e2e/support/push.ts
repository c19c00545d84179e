import { expect, type Page } from '@playwright/test'
import { requireEnv } from './test.ts'

type Subscription = { endpoint: string; keys: { p256dh: string; auth: string }; expirationTime: null }

/**
 * Gives the page a push manager whose subscription is at the local push service: a test browser has none within reach. Everything
 * after it is real: the call to the shop, the sender, the encryption, the worker.
 */
export async function subscribeLocally(page: Page): Promise<Subscription> {
  const subscription = await newSubscription(page)
  await pretendSubscribed(page, subscription)
  return subscription
}

/** An address at the local push service, as a browser gets one from its own. */
export async function newSubscription(page: Page): Promise<Subscription> {
  const local = requireEnv('E2E_LOCAL_URL')
  const key = (await (await page.request.get('/api/push/key')).json()) as { publicKey: string }
  const made = await fetch(`${local}/local/push/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ applicationServerKey: key.publicKey }),
  })
  expect(made.status).toBe(201)
  return (await made.json()) as Subscription
}

async function pretendSubscribed(page: Page, subscription: Subscription): Promise<void> {
  await page.addInitScript((json) => {
    const KEY = 'test.subscribed'
    const one = {
      endpoint: json.endpoint,
      options: {},
      toJSON: () => json,
      unsubscribe: async () => {
        localStorage.removeItem(KEY)
        return true
      },
    }
    Object.assign(PushManager.prototype, {
      getSubscription: async () => (localStorage.getItem(KEY) === null ? null : one),
      subscribe: async () => {
        localStorage.setItem(KEY, 'yes')
        return one
      },
    })
  }, subscription)
}

/** The texts the push service received for a subscription, decrypted, once there are as many as asked for. */
export async function receivedMessages(endpoint: string, count: number): Promise<string[]> {
  const url = `${requireEnv('E2E_LOCAL_URL')}/local/push/messages?endpoint=${encodeURIComponent(endpoint)}`
  const read = async () => ((await (await fetch(url)).json()) as { messages: { text: string }[] }).messages
  await expect.poll(async () => (await read()).length, { timeout: 40_000 }).toBeGreaterThanOrEqual(count)
  return (await read()).map(({ text }) => text)
}
