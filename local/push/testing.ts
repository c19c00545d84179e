import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import type { LocalConfig } from '../config.ts'
import type { SubscriptionJson } from './devices.ts'
import type { Message } from './service.ts'

export type ShownMessage = Message & {
  payload: {
    web_push: number
    notification: Record<string, unknown> & { title: string; body: string; tag: string; navigate: string }
    app_badge?: number
  }
}

/** The push service of a test's cloud, and the devices made up there. */
export class PushBench {
  readonly #local: string
  readonly #publicKey: string
  readonly #sql: Sql

  constructor({ urls, keys }: LocalConfig, sql: Sql) {
    this.#local = `${urls.local}/local/push`
    this.#publicKey = keys.vapidPublicKey
    this.#sql = sql
  }

  /** What a browser would answer to `subscribe()`. */
  async device(): Promise<SubscriptionJson> {
    const response = await fetch(`${this.#local}/subscriptions`, {
      method: 'POST',
      body: JSON.stringify({ applicationServerKey: this.#publicKey }),
    })
    return response.json()
  }

  /** A user as Auth makes them; guests unless an address is given. */
  async person(email: string | null = null): Promise<string> {
    const id = randomUUID()
    await this.#sql`
      insert into auth.users (id, is_anonymous, email, email_confirmed_at)
      values (${id}, ${email === null}, ${email}, ${email === null ? null : new Date()})`
    return id
  }

  /** A device of somebody who asked for these kinds. */
  async subscribe(
    userId: string,
    kinds: readonly string[],
    { language = 'en', side = 'shopper' }: { language?: string; side?: string } = {},
  ): Promise<SubscriptionJson> {
    const device = await this.device()
    const [row] = await this.#sql`
      select outcome from save_push_subscription(${userId}, ${side}, ${device.endpoint}, ${device.keys.p256dh}, ${device.keys.auth},
        ${language}, 'Europe/Berlin', ${[...kinds]})`
    if (row?.outcome !== 'saved') throw new Error(`The device was not saved: ${row?.outcome}`)
    return device
  }

  /** What a device got, oldest first. */
  async got(device: SubscriptionJson): Promise<ShownMessage[]> {
    const url = `${this.#local}/messages?endpoint=${encodeURIComponent(device.endpoint)}`
    const { messages } = await (await fetch(url)).json()
    return messages
  }

  async titles(device: SubscriptionJson): Promise<string[]> {
    return (await this.got(device)).map(({ payload }) => payload.notification.title)
  }

  async tell(device: SubscriptionJson, behaviour: Record<string, unknown>): Promise<void> {
    await fetch(`${this.#local}/behaviour`, {
      method: 'POST',
      body: JSON.stringify({ subscription: device.endpoint, ...behaviour }),
    })
  }

  async isKnown(device: SubscriptionJson): Promise<boolean> {
    return (await this.#sql`select 1 from push_subscriptions where endpoint = ${device.endpoint}`).length > 0
  }
}
