import { createHash } from 'node:crypto'
import { BOOKS, balanceOf, type CertificateFile, FATES, PLACES } from './certificate.ts'
import { readMoney, readMovement, readOrder, readWait, type WaitLine } from './read-lines.ts'
import { recomputeMoney } from './recompute-money.ts'
import { recomputeStock } from './recompute-stock.ts'

/** What a file shows. `differences` are lies of the certificate or of the lines; `named` are gaps it owns up to itself. */
export type Verdict = { isTrue: boolean; differences: string[]; named: string[]; numbers: number }

/**
 * Recomputes every number and every digest of a certificate from the lines in the same file, and holds each order against
 * its money and its units. Pure: no database, no network. A gap the certificate names itself is not a difference.
 */
export function verifyCertificate(file: CertificateFile): Verdict {
  const { certificate } = file
  const differences: string[] = []
  let numbers = 0
  const same = (what: string, says: unknown, lines: unknown) => {
    numbers += 1
    if (says !== lines) differences.push(`${what}: the certificate says ${says}, the lines say ${lines}.`)
  }
  for (const book of BOOKS) {
    same(`lines of ${book}`, certificate.digests[book].lines, file[book].length)
    same(`sha256 of ${book}`, certificate.digests[book].sha256, digestOf(file[book]))
  }
  try {
    compareLines(file, same, differences)
  } catch (error) {
    differences.push(error instanceof Error ? error.message : String(error))
  }
  const named = certificate.gaps.map(({ of, gap, detail }) => `${of}: ${gap} (${detail})`)
  return { isTrue: differences.length === 0, differences, named, numbers }
}

/** The digest of lines: what `sha256sum` says of a file that has each on a line of its own. */
export function digestOf(lines: readonly string[]): string {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(`${line}\n`)
  return hash.digest('hex')
}

type Same = (what: string, says: unknown, lines: unknown) => void

function compareLines(file: CertificateFile, same: Same, differences: string[]): void {
  const { certificate } = file
  const stock = recomputeStock(file.movements.map((line, index) => readMovement(line, index + 1)))
  const { money, faults } = recomputeMoney(
    file.orders.map((line, index) => readOrder(line, index + 1)),
    file.money.map((line, index) => readMoney(line, index + 1)),
    stock.paidOrders,
  )
  // A certificate that names gaps says itself that something is wrong with an order; without any there may be nothing.
  if (certificate.gaps.length === 0) differences.push(...stock.faults, ...faults)
  else differences.push(...stock.faults)

  for (const item of certificate.items) {
    const count = stock.items.get(item.number)
    for (const name of ITEM_NUMBERS) same(`item ${item.number}, ${name}`, item[name], count?.[name] ?? 0)
    const { had, has } = balanceOf(item)
    if (had !== has)
      differences.push(`item ${item.number}: opened and restocked ${had}, but ${has} are somewhere.`)
  }
  for (const number of stock.items.keys())
    if (!certificate.items.some((item) => item.number === number))
      differences.push(`item ${number} has movements and is not on the certificate.`)
  for (const fate of FATES)
    for (const name of ['claims', 'units'] as const)
      same(`${name} ${fate}`, certificate.fates[fate][name], stock.fates[fate][name])
  for (const sum of certificate.money) {
    const count = money.get(sum.currency)
    for (const name of MONEY_NUMBERS) same(`${name} in ${sum.currency}`, sum[name], count?.[name] ?? 0)
  }
  for (const currency of money.keys())
    if (!certificate.money.some((sum) => sum.currency === currency))
      differences.push(`There is money in ${currency} that is not on the certificate.`)
  compareLine(file, same)
}

function compareLine(file: CertificateFile, same: Same): void {
  const { certificate } = file
  const waits = file.waits.map((line, index) => readWait(line, index + 1))
  for (const status of PLACES)
    same(`places ${status}`, certificate.line[status], waits.filter((wait) => wait.status === status).length)
  const byItem = Map.groupBy(waits, (wait: WaitLine) => wait.item)
  for (const item of certificate.items) {
    const places = byItem.get(item.number) ?? []
    same(`item ${item.number}, waits`, item.waits, places.length)
    same(`item ${item.number}, lastPlace`, item.lastPlace, new Set(places.map((wait) => wait.place)).size)
  }
}

const ITEM_NUMBERS = [
  'opened',
  'restocked',
  'returned',
  'free',
  'held',
  'sold',
  'withdrawn',
  'claims',
  'lastPosition',
] as const

const MONEY_NUMBERS = [
  'orders',
  'openOrders',
  'paidOrders',
  'ordersCents',
  'taxCents',
  'authorisedCents',
  'chargedCents',
  'refundedCents',
  'disputedCents',
  'feeCents',
] as const
