import { z } from 'zod'
import type { MyItem } from '#lib/merchants/my-sales.ts'
import type { SalePhase } from '#lib/sales/phase.ts'

/** Refusals by reason, most frequent reasons first in the order of this list. */
export const REFUSALS = [
  'sold_out',
  'all_held',
  'limit_reached',
  'not_open',
  'closed',
  'slow_down',
  'busy',
] as const
export type Refusal = (typeof REFUSALS)[number]

export type RoomItem = MyItem & { waiting: number; claims: number }
export const MOVES = [
  'pause',
  'resume',
  'extend',
  'close',
  'cancel',
  'take_back',
  'withdraw',
  'restock',
] as const
export type MoveKind = (typeof MOVES)[number]

/** One line of the log of moves. */
export type LoggedMove = {
  id: number
  move: MoveKind
  itemId: string | null
  quantity: number | null
  reason: string
  atMs: number
  /** Null: the platform itself. */
  by: string | null
}

/** The sale as it was at one instant; `atSeconds` since 1970. All are totals, but for free, held, sold and waiting, which are of then. */
export type Sample = {
  atSeconds: number
  claims: number
  free: number
  held: number
  sold: number
  waiting: number
  paidOrders: number
  /** Null for a role that does not see money. */
  paidCents: number | null
  refused: number
  declined: number
}

export type Health = {
  tickAtMs: number | null
  moneyAtMs: number | null
  paying: number
  silent: number
  due: number
  dueSinceMs: number | null
  parked: number
}

/** One reading of the control room. Instants are milliseconds since 1970 by the database's clock; money is minor units. */
export type ControlRoom = {
  nowMs: number
  sale: {
    id: string
    merchantId: string
    slug: string
    title: string
    status: string
    phase: SalePhase
    currency: string
    opensAt: string
    closesAt: string
  }
  items: RoomItem[]
  /** `paidCents` is null for a role that does not see money. */
  totals: { paidOrders: number; paidCents: number | null; declined: number; pushes: number }
  refused: { reason: Refusal; count: number }[]
  samples: Sample[]
  health: Health
  moves: LoggedMove[]
}

const units = z.number().int().min(0)
const whole = z.coerce.number().int()
const ms = z.coerce.date().transform((date) => date.getTime())

const shape = z.object({
  now: ms,
  sale: z.object({
    id: z.uuid(),
    merchant_id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    status: z.string(),
    phase: z.enum(['upcoming', 'live', 'paused', 'ended']),
    currency: z.string(),
    opens_at: z.string(),
    closes_at: z.string(),
  }),
  items: z.array(
    z.object({
      id: z.uuid(),
      product: z.string(),
      variant: z.string(),
      pictureUrl: z.string().nullable(),
      priceCents: units,
      stock: units,
      free: units,
      held: units,
      paying: units,
      sold: units,
      withdrawn: units,
      waiting: units,
      claims: whole,
    }),
  ),
  totals: z.record(z.string(), whole),
  /** Whether the role sees money: a total of nothing is left out of the totals like one that may not be told. */
  shows_money: z.boolean(),
  samples: z.array(z.array(z.number().nullable()).length(10)),
  health: z.object({
    tick_at: ms.nullable(),
    money_at: ms.nullable(),
    paying: whole,
    silent: whole,
    due: whole,
    due_since: ms.nullable(),
    parked: whole,
  }),
  moves: z.array(
    z.object({
      id: whole,
      move: z.enum(MOVES),
      item_id: z.uuid().nullable(),
      quantity: z.number().nullable(),
      reason: z.string(),
      at: ms,
      by: z.string().nullable(),
    }),
  ),
})

/** What control_room() answers, as the screen reads it; throws when the database answers another shape. */
export function controlRoomFrom(json: unknown): ControlRoom {
  const { now, sale, items, totals, shows_money: showsMoney, samples, health, moves } = shape.parse(json)
  const { merchant_id: merchantId, opens_at: opensAt, closes_at: closesAt, ...named } = sale
  return {
    nowMs: now,
    sale: { ...named, merchantId, opensAt, closesAt },
    items,
    totals: {
      paidOrders: totals.paid_orders ?? 0,
      paidCents: showsMoney ? (totals.paid_cents ?? 0) : null,
      declined: totals.declined ?? 0,
      pushes: totals.pushes ?? 0,
    },
    refused: REFUSALS.map((reason) => ({ reason, count: totals[`refused_${reason}`] ?? 0 })),
    samples: samples.map(sampleFrom),
    health: {
      tickAtMs: health.tick_at,
      moneyAtMs: health.money_at,
      paying: health.paying,
      silent: health.silent,
      due: health.due,
      dueSinceMs: health.due_since,
      parked: health.parked,
    },
    moves: moves.map(({ item_id: itemId, at: atMs, ...move }) => ({ ...move, itemId, atMs })),
  }
}

function sampleFrom(row: (number | null)[]): Sample {
  const at = (place: number) => row[place] ?? 0
  return {
    atSeconds: at(0),
    claims: at(1),
    free: at(2),
    held: at(3),
    sold: at(4),
    waiting: at(5),
    paidOrders: at(6),
    paidCents: row[7] ?? null,
    refused: at(8),
    declined: at(9),
  }
}
