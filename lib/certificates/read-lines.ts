import { PLACES, type Place } from './certificate.ts'

export const MOVEMENT_KINDS = [
  'opened',
  'claimed',
  'paid',
  'released',
  'returned',
  'restocked',
  'withdrawn',
] as const
export const MONEY_KINDS = ['charged', 'refunded', 'refund_failed', 'disputed', 'dispute_won', 'fee'] as const

export type MovementLine = {
  at: string
  kind: (typeof MOVEMENT_KINDS)[number]
  item: number
  quantity: number
  /** Of the claim that moved; null where no claim did. */
  position: number | null
  shopper: string
  order: string
  cause: string
}
export type WaitLine = { item: number; place: number; quantity: number; status: Place }
export type OrderLine = {
  number: string
  status: string
  currency: string
  itemsCents: number
  shippingCents: number
  taxCents: number
  totalCents: number
  authorisedCents: number
  refundPendingCents: number
  isPaid: boolean
}
export type MoneyLine = {
  kind: (typeof MONEY_KINDS)[number]
  order: string
  amountCents: number
  currency: string
}

/** Lines as the exports of 20261124140000_exports.sql write them. Each throws a sentence about a line that is none. */
export function readMovement(line: string, number: number): MovementLine {
  const [at, kind, item, quantity, position, shopper, order, cause] = split(line, 8, 'movements', number)
  return {
    at: at ?? '',
    kind: wordOf(MOVEMENT_KINDS, kind, line),
    item: numberOf(item, line),
    quantity: numberOf(quantity, line),
    position: position === '' ? null : numberOf(position, line),
    shopper: shopper ?? '',
    order: order ?? '',
    cause: cause ?? '',
  }
}

export function readWait(line: string, number: number): WaitLine {
  const [item, place, quantity, status] = split(line, 6, 'waits', number)
  return {
    item: numberOf(item, line),
    place: numberOf(place, line),
    quantity: numberOf(quantity, line),
    status: wordOf(PLACES, status, line),
  }
}

export function readOrder(line: string, number: number): OrderLine {
  const [order, status, currency, items, shipping, tax, total, authorised, pending, paidAt] = split(
    line,
    10,
    'orders',
    number,
  )
  return {
    number: order ?? '',
    status: status ?? '',
    currency: currency ?? '',
    itemsCents: numberOf(items, line),
    shippingCents: numberOf(shipping, line),
    taxCents: numberOf(tax, line),
    totalCents: numberOf(total, line),
    authorisedCents: numberOf(authorised, line),
    refundPendingCents: numberOf(pending, line),
    isPaid: paidAt !== '',
  }
}

export function readMoney(line: string, number: number): MoneyLine {
  const [, kind, order, amount, currency] = split(line, 6, 'money', number)
  return {
    kind: wordOf(MONEY_KINDS, kind, line),
    order: order ?? '',
    amountCents: numberOf(amount, line),
    currency: currency ?? '',
  }
}

function split(line: string, fields: number, book: string, number: number): string[] {
  const parts = line.split(',')
  if (parts.length !== fields)
    throw new Error(
      `Line ${number} of ${book} has ${parts.length} fields instead of ${fields}: ${quote(line)}`,
    )
  return parts
}

function numberOf(text: string | undefined, line: string): number {
  if (!/^\d{1,15}$/.test(text ?? '')) throw new Error(`"${text}" is not a number in the line ${quote(line)}`)
  return Number(text)
}

function wordOf<Word extends string>(words: readonly Word[], text: string | undefined, line: string): Word {
  const word = words.find((one) => one === text)
  if (word === undefined) throw new Error(`"${text}" is not a word for the line ${quote(line)}`)
  return word
}

const quote = (line: string) => `"${line.slice(0, 120)}"`
