/**
 * What the database says afterwards, as plain values: the checker gets nothing else, so that a test can hand it tables
 * that lie. All instants are milliseconds since 1970 by the database's clock.
 */
export type Tables = {
  /** The database's clock minus the recorder's, in milliseconds. */
  clockOffsetMs: number
  sales: readonly SaleRow[]
  items: readonly ItemRow[]
  claims: readonly ClaimRow[]
  /** In the order of their ids: for one item that is the order of the commits, as each was written under its lock. */
  movements: readonly MovementRow[]
  orders: readonly OrderRow[]
  waits: readonly WaitRow[]
  /** What the merchant did, in order. */
  moves: readonly MoveRow[]
  /** Rows of audit_stock() and ledger_gaps() about these sales, as text. */
  audits: readonly string[]
}

export type SaleRow = { id: string; status: string; opensAtMs: number; closesAtMs: number }

export type ItemRow = {
  id: string
  saleId: string
  limit: number
  stock: number
  free: number
  held: number
  sold: number
  withdrawn: number
}

export type ClaimRow = {
  id: string
  requestId: string
  shopperId: string
  saleId: string
  itemId: string
  quantity: number
  status: string
  position: number
  orderId: string | null
  createdAtMs: number
}

export type MovementRow = {
  itemId: string
  claimId: string | null
  kind: 'opened' | 'claimed' | 'paid' | 'released' | 'returned' | 'restocked' | 'withdrawn'
  quantity: number
  cause: string
  atMs: number
  /** The transaction that wrote it. */
  commit: string
}

export type OrderRow = {
  id: string
  shopperId: string
  status: string
  totalCents: number
  chargedCents: number
  refundedCents: number
  claimIds: readonly string[]
}

/** A move of the whole sale: pause, resume, extend, close, cancel; or of one item's stock. */
export type MoveRow = { saleId: string; requestId: string; move: string; atMs: number; commit: string }

export type WaitRow = {
  id: string
  requestId: string
  itemId: string
  shopperId: string
  quantity: number
  place: number
  status: string
  claimId: string | null
  createdAtMs: number
  offeredAtMs: number | null
  endedAtMs: number | null
}
