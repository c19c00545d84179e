import { mkdirSync } from 'node:fs'
import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type Stripe from 'stripe'

/** A PaymentIntent and where the shopper's browser goes after a challenge; null when no return URL was given. */
export type StoredIntent = { intent: Stripe.PaymentIntent; returnUrl: string | null }

/** `test` is the test payment method behind it: it decides how a payment ends. */
export type StoredMethod = {
  method: Stripe.PaymentMethod
  test: string
  /** Used without a customer, or detached from one: Stripe takes such a method for nothing more. */
  isSpent: boolean
}

/** `methodId` is the saved payment method a token was made from; null when it makes a new one. */
export type StoredToken = { token: Stripe.ConfirmationToken; test: string; methodId: string | null }

/** Something that happens by itself later: after the sandbox's own short while, or after `afterMs`. */
export type Due = {
  kind: 'succeed_payment' | 'settle_refund' | 'fail_refund' | 'dispute' | 'expire_authorization'
  objectId: string
  since: number
  afterMs: number | null
}

/** The first answer given for an idempotency key, kept with a digest of what was asked. */
export type StoredAnswer = { request: string; status: number; body: string; at: number }

/** One webhook still to be delivered. `attempts` have failed so far, the last one for `refusal`. */
export type Delivery = { eventId: string; attempts: number; nextAt: number; refusal?: string }

export type Tables = {
  intents: StoredIntent
  tokens: StoredToken
  methods: StoredMethod
  customers: Stripe.Customer | Stripe.DeletedCustomer
  charges: Stripe.Charge
  refunds: Stripe.Refund
  disputes: Stripe.Dispute
  warnings: Stripe.Radar.EarlyFraudWarning
  due: Due
  events: Stripe.EventBase
  answers: StoredAnswer
  deliveries: Delivery
}

type TableName = keyof Tables
type Line = [table: TableName, id: string, value: Tables[TableName] | null]

/** The newest rows kept of each table: a sandbox, not an archive. */
const MAX_ROWS = 10_000
const COMPACT_AT_BYTES = 32 * 1024 * 1024

function emptyTables(): { [Name in TableName]: Map<string, Tables[Name]> } {
  return {
    intents: new Map(),
    tokens: new Map(),
    methods: new Map(),
    customers: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    warnings: new Map(),
    due: new Map(),
    events: new Map(),
    answers: new Map(),
    deliveries: new Map(),
  }
}

/**
 * The sandbox's memory: maps, and a journal of JSON lines in which every change is on the disk before the request
 * that made it is answered. A torn last line (the machine died while writing it) was never answered, and is dropped.
 */
export class Store {
  readonly tables = emptyTables()
  #path: string
  #file: FileHandle | null = null
  #bytes = 0
  #pending: string[] = []
  #writing: Promise<void> | null = null

  private constructor(path: string) {
    this.#path = path
  }

  static async open(directory: string): Promise<Store> {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const store = new Store(join(directory, 'journal.jsonl'))
    await store.#load()
    await store.#compact()
    return store
  }

  put<Name extends TableName>(name: Name, id: string, value: Tables[Name]): void {
    const table: Map<string, Tables[Name]> = this.tables[name]
    table.set(id, value)
    this.#pending.push(lineOf(name, id, value))
    if (table.size > MAX_ROWS) {
      const [oldest] = table.keys()
      if (oldest !== undefined) this.remove(name, oldest)
    }
  }

  remove(name: TableName, id: string): void {
    if (this.tables[name].delete(id)) this.#pending.push(lineOf(name, id, null))
  }

  /** Resolves when everything put or removed so far is on the disk. Callers that overlap share one flush. */
  async saved(): Promise<void> {
    while (this.#pending.length > 0 || this.#writing) {
      this.#writing ??= this.#flush().finally(() => {
        this.#writing = null
      })
      await this.#writing
    }
  }

  async close(): Promise<void> {
    await this.saved()
    await this.#file?.close()
    this.#file = null
  }

  async #flush(): Promise<void> {
    const lines = this.#pending
    this.#pending = []
    if (!this.#file) throw new Error('The Stripe sandbox was used after it was closed.')
    const { bytesWritten } = await this.#file.write(Buffer.from(lines.join('')))
    await this.#file.datasync()
    this.#bytes += bytesWritten
    if (this.#bytes > COMPACT_AT_BYTES) await this.#compact()
  }

  async #load(): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    for (const line of whole.split('\n')) {
      if (line !== '') this.#apply(JSON.parse(line))
    }
  }

  #apply([name, id, value]: Line): void {
    const table: Map<string, Tables[TableName]> = this.tables[name]
    if (value === null) table.delete(id)
    else table.set(id, value)
  }

  /** Writes the present rows beside the journal and swaps it in: the journal never holds more than it must. */
  async #compact(): Promise<void> {
    const next = `${this.#path}.new`
    const file = await open(next, 'w', 0o600)
    let bytes = 0
    for (const name of Object.keys(this.tables) as TableName[]) {
      for (const [id, value] of this.tables[name]) {
        bytes += (await file.write(Buffer.from(lineOf(name, id, value)))).bytesWritten
      }
    }
    await file.datasync()
    await rename(next, this.#path)
    await this.#file?.close()
    this.#file = file
    this.#bytes = bytes
  }
}

function lineOf(name: TableName, id: string, value: Tables[TableName] | null): string {
  const line: Line = [name, id, value]
  return `${JSON.stringify(line)}\n`
}
