import type { Logger } from 'pino'
import type { Limits } from './limits.ts'
import type { InsertedRow } from './pgoutput.ts'
import type { Topics } from './topics.ts'

/** The payload of a row: JSON text as it is, or bytes out of Postgres' hexadecimal form `\x0123`. */
function payloadOf(row: InsertedRow): { payload: Buffer; encoding: 'json' | 'binary' } {
  const bytes = row.values.get('binary_payload')
  if (bytes) return { payload: Buffer.from(bytes.toString('latin1', 2), 'hex'), encoding: 'binary' }
  return { payload: row.values.get('payload') ?? Buffer.from('{}'), encoding: 'json' }
}

/**
 * Publishes a row committed to `realtime.messages`. A public row reaches public channels only, a private one private
 * channels only. Rows that are not broadcasts, and those too large to send, are passed over; the latter with a warning.
 */
export function publishRow(row: InsertedRow, topics: Topics, limits: Limits, log: Logger): void {
  if (row.schema !== 'realtime' || !row.table.startsWith('messages')) return
  const text = (name: string): string => row.values.get(name)?.toString('utf8') ?? ''
  if (text('extension') !== 'broadcast' || text('skip_broadcast') === 't') return
  const topic = { name: text('topic'), isPrivate: text('private') === 't' }
  const event = text('event')
  const { payload, encoding } = payloadOf(row)
  if (topic.name === '' || event === '' || payload.length > limits.payloadBytes) {
    log.warn({ topic: topic.name, bytes: payload.length }, 'a message from the database cannot be broadcast')
    return
  }
  topics.publish(topic, { event, payload, encoding, id: text('id') })
}
