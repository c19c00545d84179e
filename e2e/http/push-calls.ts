import { createECDH, randomBytes, randomUUID } from 'node:crypto'
import { allowLocalPush } from '../../local/push/allow.ts'
import { createSale, type TestSale } from '../support/sale.ts'
import { type Answered, type HttpCloud, send, startHttpCloud } from './cloud.ts'

export type Init = { cookie?: string; token?: string; headers?: Record<string, string>; raw?: string }

export const OFF = {
  sale_reminder: false,
  sale_open: false,
  offer: false,
  claim_ending: false,
  order_update: false,
  help: false,
}

/** What a browser's `subscription.toJSON()` gives. */
export function device(endpoint = `https://fcm.googleapis.com/fcm/send/${randomUUID()}`) {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const keys = {
    p256dh: pair.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }
  return { endpoint, expirationTime: null, keys }
}

export function cookiesOf(answered: Answered): string {
  return answered.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export type PushCalls = {
  cloud: HttpCloud
  upcoming: TestSale
  live: TestSale
  call(method: string, path: string, body: unknown, init?: Init): Promise<Answered>
  /** POST /api/push/subscriptions; whatever is no header goes into the body. */
  save(subscription: unknown, init?: Init & Record<string, unknown>): Promise<Answered>
  rowsOf(endpoint: string): Promise<Record<string, string>[]>
}

/** The fast lane, a sale that opens in an hour and one that is open. */
export async function startPushCalls(): Promise<PushCalls> {
  const cloud = await startHttpCloud()
  await allowLocalPush(cloud.config)
  const item = (name: string) => [{ name, stock: 5, limitPerShopper: 1 }]
  const upcoming = await createSale(cloud.sql, {
    opensInSeconds: 3600,
    closesInSeconds: 7200,
    items: item('Mug'),
  })
  const live = await createSale(cloud.sql, { items: item('Bowl') })

  const call: PushCalls['call'] = (method, path, body, init = {}) => {
    const headers = {
      ...(init.cookie ? { cookie: init.cookie } : {}),
      ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
      ...init.headers,
    }
    return send(`${cloud.origin}${path}`, {
      method,
      headers,
      ...(method === 'POST' ? { body: init.raw ?? JSON.stringify(body) } : {}),
    })
  }
  return {
    cloud,
    upcoming,
    live,
    call,
    save: (subscription, { cookie, token, headers, raw, ...rest } = {}) => {
      const body = { subscription, language: 'de', timeZone: 'Europe/Berlin', ...rest }
      return call('POST', '/api/push/subscriptions', body, { cookie, token, headers, raw } as Init)
    },
    rowsOf: async (endpoint) => [
      ...(await cloud.sql`
        select user_id, side, language, time_zone from push_subscriptions where endpoint = ${endpoint} order by side`),
    ],
  }
}
