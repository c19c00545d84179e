import { randomUUID } from 'node:crypto'
import { PASS_SECONDS, signPass } from '#lib/passes/pass.ts'
import type { RequestPlan } from './plan.ts'

type Shopper = { pass: string }

/** Passes are signed once for a sale and used again by its next run, which is about another item. */
const shoppers = { key: '', signed: [] as Shopper[] }

function shoppersOf(saleId: string, passSecret: string, count: number): readonly Shopper[] {
  const key = `${saleId} ${passSecret}`
  if (shoppers.key !== key) Object.assign(shoppers, { key, signed: [] })
  const expiresAtMs = Date.now() + PASS_SECONDS * 1000
  while (shoppers.signed.length < count) {
    shoppers.signed.push({ pass: signPass({ shopperId: randomUUID(), saleId, expiresAtMs }, passSecret) })
  }
  return shoppers.signed
}

/** The bytes of every request of a run, made before its clock starts. One buffer for all when they are all the same. */
export function formatRequests(plan: RequestPlan, port: number, count: number): readonly Buffer[] {
  if (plan.kind === 'get') {
    const bytes = Buffer.from(`GET ${plan.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: */*\r\n\r\n`)
    return new Array<Buffer>(count).fill(bytes)
  }
  const signed = shoppersOf(plan.saleId, plan.passSecret, count)
  const path = plan.path ?? '/api/claims'
  return Array.from({ length: count }, (_, n) => {
    const body = `{"itemId":"${plan.itemIds[n % plan.itemIds.length]}","quantity":1,"requestId":"${randomUUID()}"}`
    return Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
        `authorization: Pass ${signed[n]?.pass}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      'latin1',
    )
  })
}
