import { expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

const env = { passSecret: 'a secret of this shop', trustedProxies: 0 }
const keyOf = (headers: Record<string, string>, trustedProxies = 0) =>
  addressKey({ get: (name) => headers[name] ?? null }, { ...env, trustedProxies })

test('the same address has the same key, another one another, and no key tells an address', () => {
  const key = keyOf({ 'x-stampede-peer': '203.0.113.7' })
  expect(keyOf({ 'x-stampede-peer': '203.0.113.7' })).toBe(key)
  expect(keyOf({ 'x-stampede-peer': '203.0.113.8' })).not.toBe(key)
  expect(key).toMatch(/^[0-9a-f]{32}$/)
  expect(addressKey({ get: () => '203.0.113.7' }, { ...env, passSecret: 'another shop' })).not.toBe(key)
})

test('nobody gets another key by writing another address into a header, unless a proxy of ours wrote it', () => {
  const peer = { 'x-stampede-peer': '203.0.113.7' }
  expect(keyOf({ ...peer, 'x-forwarded-for': '198.51.100.1' })).toBe(keyOf(peer))
  const behindProxy = keyOf({ ...peer, 'x-forwarded-for': '192.0.2.66, 198.51.100.1' }, 1)
  expect(behindProxy).toBe(keyOf({ 'x-stampede-peer': '198.51.100.1' }))
})
