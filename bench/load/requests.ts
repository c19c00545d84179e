import { randomUUID } from 'node:crypto'
import { PASS_SECONDS, signPass } from '#lib/passes/pass.ts'
import type { RequestPlan } from './plan.ts'

/** Passes are signed once for a sale and used again by its next run, which is about another item. */
type Signed = { passes: string[]; expiresAtMs: number }
const signedBySale = new Map<string, Signed>()
const SALES_KEPT = 4
/** A pass has to be good for at least this long, or new ones are signed. */
const GOOD_FOR_MS = 3 * 60_000

function passesFor(saleId: string, passSecret: string, count: number): readonly string[] {
  const known = signedBySale.get(saleId)
  const expiresAtMs = Date.now() + PASS_SECONDS * 1000
  const signed =
    known && known.expiresAtMs > Date.now() + GOOD_FOR_MS ? known : { passes: [] as string[], expiresAtMs }
  signedBySale.delete(saleId)
  signedBySale.set(saleId, signed)
  for (const oldest of signedBySale.keys()) if (signedBySale.size > SALES_KEPT) signedBySale.delete(oldest)
  const shared = { saleId, expiresAtMs: signed.expiresAtMs }
  while (signed.passes.length < count) {
    signed.passes.push(signPass({ shopperId: randomUUID(), ...shared }, passSecret))
  }
  return signed.passes
}

/** The bytes of every request of a run, made before its clock starts. One buffer for all when they are all the same. */
export function formatRequests(plan: RequestPlan, port: number, count: number): readonly Buffer[] {
  if (plan.kind === 'get') {
    const bytes = Buffer.from(`GET ${plan.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: */*\r\n\r\n`)
    return new Array<Buffer>(count).fill(bytes)
  }
  const passes = passesFor(plan.saleId, plan.passSecret, count)
  const path = plan.path ?? '/api/claims'
  return Array.from({ length: count }, (_, n) => {
    const body = `{"itemId":"${plan.itemIds[n % plan.itemIds.length]}","quantity":1,"requestId":"${randomUUID()}"}`
    return Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
        `authorization: Pass ${passes[n]}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      'latin1',
    )
  })
}
