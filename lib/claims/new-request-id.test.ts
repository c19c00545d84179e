import { expect, test } from 'vitest'
import { z } from 'zod'
import { newRequestId } from './new-request-id.ts'

test('a request id is a version 4 UUID, and never the same twice', () => {
  const ids = Array.from({ length: 1_000 }, newRequestId)
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})

test('it needs nothing that a page by plain http lacks', () => {
  const { randomUUID } = crypto
  try {
    Object.assign(crypto, { randomUUID: undefined })
    expect(newRequestId()).toMatch(/^[0-9a-f-]{36}$/)
  } finally {
    Object.assign(crypto, { randomUUID })
  }
})
