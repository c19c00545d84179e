import { connect, createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, requireFreePort } from './ports.ts'
import { testConfig } from './testing.ts'

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    // A test resets its connection on purpose.
    const server = createServer((socket) => socket.on('error', () => undefined))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

test('a port another program listens on is named at once, with the variable that moves it', async () => {
  const config = await testConfig()
  const server = await listen(config.ports.api)
  await expect(requireFreePort(config, 'api')).rejects.toThrow(
    new RegExp(`^Port ${config.ports.api} for the Supabase API is taken .*SUPABASE_API_PORT=`),
  )
  server.close()
})

/** The system gives one port to connections of several programs that lead elsewhere; another one's may linger for its minute. */
const A_MINUTE_AND_MORE_MS = 90_000

test('a port that only an outgoing connection holds is waited for', {
  timeout: A_MINUTE_AND_MORE_MS,
}, async () => {
  const port = await freePort()
  const server = await listen(port)
  const connection = connect({ port, host: '127.0.0.1' })
  await new Promise((connected) => connection.once('connect', connected))
  // The connection's own end has a port that the system chose: it may be any above 32768, such as ours.
  const given = await testConfig()
  const config = { ...given, ports: { ...given.ports, local: connection.localPort ?? 0 } }
  let isFree = false
  const free = requireFreePort(config, 'local').then(() => {
    isFree = true
  })
  await new Promise((turn) => setImmediate(turn))
  expect(isFree).toBe(false)
  // A reset leaves nothing behind, so the wait is over at once.
  connection.resetAndDestroy()
  await free
  server.close()
})

test('free ports lie below those of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))
  expect(Math.max(...ports)).toBeLessThan(32_768)
})
