import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClaimBody } from './read-claim-request.ts'

const good = {
  itemId: '6F1C3F2E-0000-4000-8000-00000000000A',
  quantity: 2,
  requestId: '6f1c3f2e-0000-4000-8000-00000000000b',
}
const read = (value: unknown) => readClaimBody(Buffer.from(JSON.stringify(value)))

describe('the body of a claim', () => {
  it('is read with its ids in lower case, whatever else is in it', () => {
    expect(read({ ...good, extra: [1] })).toEqual({ ...good, itemId: good.itemId.toLowerCase() })
  })

  it.each([
    ['nothing', Buffer.alloc(0), 400],
    ['half a JSON', Buffer.from('{"itemId":'), 400],
    ['too much', 'too_large' as const, 413],
    ['null', Buffer.from('null'), 422],
    ['an array', Buffer.from('[]'), 422],
    ['a string', Buffer.from('"x"'), 422],
  ])('is refused when it is %s', (_name, body, status) => {
    expect(readClaimBody(body)).toMatchObject({ status })
  })

  it.each([
    ['itemId', 'missing', undefined],
    ['itemId', 'a number', 5],
    ['itemId', 'almost a UUID', '6f1c3f2e-0000-4000-8000-00000000000g'],
    ['requestId', 'null', null],
    ['requestId', 'empty', ''],
    ['quantity', 'missing', undefined],
    ['quantity', 'zero', 0],
    ['quantity', 'negative', -1],
    ['quantity', 'a fraction', 1.5],
    ['quantity', 'a string', '1'],
    ['quantity', 'more than an int', 2 ** 31],
    ['quantity', 'an object', {}],
  ])('is refused when %s is %s', (field, _how, value) => {
    const answer = read({ ...good, [field]: value })
    expect(answer).toMatchObject({ status: 422, detail: expect.stringContaining(field) })
  })

  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => 'status' in readClaimBody(Buffer.from(bytes))))
    fc.assert(fc.property(fc.json(), (text) => typeof readClaimBody(Buffer.from(text)) === 'object'))
  })
})
