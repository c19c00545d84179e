import { createServer } from 'node:http'
import { sharedKeys } from '../../local/push/crowd.ts'
import { handlePush } from '../../local/push/handle.ts'
import { PushService } from '../../local/push/service.ts'

/**
 * `node bench/push/fake.ts <port> <devices> <public key>`: the push service of the local cloud in a process of its own. It verifies every
 * token's sender and decrypts every message. Tells its parent the devices there are and, when asked, how many got how many.
 */
const [port = 0, count = 0] = process.argv.slice(2, 4).map(Number)
const publicKey = process.argv[4] ?? ''

/** Pairs of keys for all devices together. */
const KEY_PAIRS = 1_000
const TOLD_AT_ONCE = 5_000

const service = new PushService(`http://127.0.0.1:${port}`)
const taken = new Map<string, number>()
const keys = sharedKeys(KEY_PAIRS)
const devices = Array.from({ length: count }, (_, n) => service.devices.add(publicKey, keys[n % KEY_PAIRS]))

const server = createServer((req, res) => {
  void handlePush(service, req, res).then((isOurs) => {
    if (!isOurs) res.writeHead(404).end()
    const id = service.devices.idOf(req.url ?? '')
    if (isOurs && res.statusCode === 201) taken.set(id, (taken.get(id) ?? 0) + 1)
  })
})

export type Told = { devices: typeof devices } | { ready: true } | { tally: Record<string, number> }

const tell = (told: Told) => process.send?.(told)

process.on('message', (asked) => {
  if (asked !== 'tally') return
  const tally: Record<string, number> = { '0': count - taken.size }
  for (const times of taken.values()) tally[times] = (tally[times] ?? 0) + 1
  taken.clear()
  tell({ tally })
})
process.on('disconnect', () => process.exit(0))
server.listen(port, '127.0.0.1', () => {
  for (let at = 0; at < devices.length; at += TOLD_AT_ONCE)
    tell({ devices: devices.slice(at, at + TOLD_AT_ONCE) })
  tell({ ready: true })
})
