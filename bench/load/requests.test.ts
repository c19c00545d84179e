import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyPass } from '#lib/passes/pass.ts'
import { formatRequests } from './requests.ts'

const passSecret = 'a secret of at least 32 characters'
const saleId = randomUUID()
const itemIds = [randomUUID(), randomUUID()]

function parse(bytes: Buffer) {
  const [head = '', body = ''] = bytes.toString().split('\r\n\r\n')
  const pass = /authorization: Pass (\S+)/.exec(head)?.[1] ?? ''
  const length = Number(/content-length: (\d+)/.exec(head)?.[1])
  return {
    shopper: verifyPass(pass, passSecret, Date.now())?.shopperId,
    body: JSON.parse(body),
    length,
    text: body,
  }
}

test('every claim has its own request id and its own shopper, with a pass the shop accepts', () => {
  const requests = formatRequests({ kind: 'claim', saleId, itemIds, passSecret }, 80, 50).map(parse)
  expect(new Set(requests.map(({ body }) => body.requestId)).size).toBe(50)
  expect(new Set(requests.map(({ shopper }) => shopper)).size).toBe(50)
  expect(requests.every(({ shopper, length, text }) => shopper !== undefined && length === text.length)).toBe(
    true,
  )
  expect(requests.slice(0, 4).map(({ body }) => body.itemId)).toEqual([...itemIds, ...itemIds])
})

test('the next run of a sale has the same shoppers and new request ids', () => {
  const run = () => formatRequests({ kind: 'claim', saleId, itemIds, passSecret }, 80, 5).map(parse)
  const [first, second] = [run(), run()]
  expect(second.map(({ shopper }) => shopper)).toEqual(first.map(({ shopper }) => shopper))
  expect(second.map(({ body }) => body.requestId)).not.toEqual(first.map(({ body }) => body.requestId))
})
