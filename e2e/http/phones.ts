import { WebSocket } from 'ws'
import { type SaleSnapshot, type SnapshotWatch, watchSnapshot } from '#lib/sales/watch-snapshot.ts'

/** A phone that watches one sale: a socket for hints, and the shop's own code that reads the snapshot. */
export type WatchingPhone = {
  watch: SnapshotWatch
  /** `performance.now()` at which this phone first knew of at most so many free units; null before. */
  knewAtMs(free: number): number | null
  stop(): void
}

type Where = { shopUrl: string; apiUrl: string; publishableKey: string }

const HEARTBEAT_MS = 25_000

/** Opens the sale on one more phone. Resolves when its socket has joined the sale's channel and its first read is made. */
export async function openPhone(where: Where, initial: SaleSnapshot): Promise<WatchingPhone> {
  const knownAt = new Map<number, number>()
  const watch = watchSnapshot(initial.sale.slug, initial, {
    fetch: (path, init) => fetch(where.shopUrl + path, init),
    steadyNow: () => performance.now(),
    random: Math.random,
    schedule: (task, delayMs) => Number(setTimeout(task, delayMs)),
    cancel: (timer) => clearTimeout(timer),
    idleMs: () => null,
  })
  watch.subscribe(() => {
    const free = watch.getState().snapshot.items[0]?.free
    if (typeof free === 'number' && !knownAt.has(free)) knownAt.set(free, performance.now())
  })
  const hang = await listen(where, initial.sale.id, (version) => watch.hint(version))
  watch.wake()
  return {
    watch,
    knewAtMs: (free) => knownAt.get(free) ?? null,
    stop() {
      watch.stop()
      hang()
    },
  }
}

/** Joins the channel by the protocol that Supabase's own client speaks, without its weight: a thousand of them are opened. */
function listen(where: Where, saleId: string, onHint: (version: number) => void): Promise<() => void> {
  const address = `${where.apiUrl.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${where.publishableKey}&vsn=1.0.0`
  const socket = new WebSocket(address)
  const topic = `realtime:sale:${saleId}`
  const say = (event: string, about: string, payload: object) =>
    socket.send(JSON.stringify({ topic: about, event, payload, ref: '1', join_ref: '1' }))
  const beat = setInterval(() => say('heartbeat', 'phoenix', {}), HEARTBEAT_MS)
  const hang = () => {
    clearInterval(beat)
    socket.close()
  }
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () =>
      say('phx_join', topic, { config: { broadcast: { self: false }, private: false } }),
    )
    socket.on('message', (bytes) => {
      const { event, payload } = JSON.parse(String(bytes)) as {
        event: string
        payload: { status?: string; event?: string; payload?: { version?: number } }
      }
      if (event === 'phx_reply' && payload.status === 'ok') resolve(hang)
      if (event === 'phx_reply' && payload.status === 'error') reject(new Error(String(bytes)))
      if (event === 'broadcast' && payload.event === 'stock') onHint(payload.payload?.version ?? 0)
    })
  })
}
