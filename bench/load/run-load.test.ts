import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { LoadPlan } from './plan.ts'
import { runLoad } from './run-load.ts'

let close: (() => void) | undefined
afterEach(() => close?.())

/** A server that answers each request by its number, from 0; -1 cuts the connection, 0 never answers. */
async function serve(statusOf: (n: number) => number): Promise<{ port: number; seen: () => number }> {
  let n = 0
  const server = createServer((request, response) => {
    request.resume()
    const status = statusOf(n)
    n += 1
    if (status === -1) request.socket.destroy()
    else if (status !== 0) response.writeHead(status, { 'content-length': 2 }).end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, seen: () => n }
}

const plan: Omit<LoadPlan, 'port'> = {
  requests: { kind: 'get', path: '/' },
  requestsMax: 300,
  connections: 8,
  warmUpMs: 0,
  measureMs: 5000,
  timeoutMs: 5000,
}

test('every request is counted once, by the status of its answer, and the run ends when they are used up', async () => {
  const server = await serve((n) => (n % 3 === 0 ? 409 : 201))
  const result = await runLoad({ ...plan, port: server.port })
  expect(result.allStatuses).toEqual({ 201: 200, 409: 100 })
  expect(server.seen()).toBe(300)
  expect(result).toMatchObject({ usedUp: true, timedOut: 0, broken: 0, samples: { 201: 'ok', 409: 'ok' } })
})

test('a connection that is cut is counted and replaced; nothing is sent twice', async () => {
  const server = await serve((n) => (n % 10 === 0 ? -1 : 200))
  const result = await runLoad({ ...plan, port: server.port })
  expect(result.broken).toBe(30)
  expect(result.allStatuses).toEqual({ 200: 270 })
  expect(server.seen()).toBe(300)
})

test('a request that is never answered is counted as timed out, and the run ends all the same', async () => {
  const server = await serve((n) => (n === 5 ? 0 : 200))
  const result = await runLoad({ ...plan, port: server.port, timeoutMs: 300 })
  expect(result.timedOut).toBe(1)
  expect(result.allStatuses).toEqual({ 200: 299 })
})

test('an open loop keeps its rate whatever the answers take, as far as there are connections', async () => {
  const server = await serve(() => 200)
  const result = await runLoad({ ...plan, port: server.port, ratePerSecond: 500, measureMs: 400 })
  expect(result.answered).toBeGreaterThan(100)
  expect(result.answered).toBeLessThan(300)
  const silent = await serve((n) => (n < 8 ? 0 : 200))
  const stuck = await runLoad({
    ...plan,
    port: silent.port,
    ratePerSecond: 500,
    measureMs: 400,
    timeoutMs: 700,
  })
  expect(stuck.waitedForConnection).toBeGreaterThan(50)
})
