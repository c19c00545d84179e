/**
 * Reads what `pgoutput` (protocol version 1) sends over a replication connection, as far as delivering inserted rows
 * needs it. Formats: PostgreSQL documentation, "Streaming Replication Protocol" and "Logical Replication Message Formats".
 */

export type Relation = { schema: string; table: string; columns: string[] }

/** Column name to its text form; null is SQL null. The buffers are slices of what was received. */
export type InsertedRow = { schema: string; table: string; values: Map<string, Buffer | null> }

export type StreamMessage =
  | { kind: 'data'; body: Buffer }
  /** The server says how far it is and may want an answer. */
  | { kind: 'keepalive'; walEnd: bigint; wantsReply: boolean }
  | { kind: 'other' }

const BYTE = { w: 0x77, k: 0x6b, r: 0x72, R: 0x52, I: 0x49, C: 0x43, N: 0x4e, n: 0x6e, t: 0x74 }
const XLOG_HEADER_BYTES = 25
/** Postgres counts microseconds from 2000-01-01. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)

export function readStreamMessage(data: Buffer): StreamMessage {
  if (data[0] === BYTE.w) return { kind: 'data', body: data.subarray(XLOG_HEADER_BYTES) }
  if (data[0] === BYTE.k) {
    return { kind: 'keepalive', walEnd: data.readBigUInt64BE(1), wantsReply: data[17] === 1 }
  }
  return { kind: 'other' }
}

/** Standby status update: everything up to `lsn` is done with. `wantsReply` makes the server answer at once. */
export function encodeStatus(lsn: bigint, wantsReply: boolean): Buffer {
  const status = Buffer.alloc(34)
  status[0] = BYTE.r
  for (const at of [1, 9, 17]) status.writeBigUInt64BE(lsn, at)
  status.writeBigInt64BE(BigInt(Date.now() - POSTGRES_EPOCH_MS) * 1000n, 25)
  status[33] = wantsReply ? 1 : 0
  return status
}

function cursor(body: Buffer, start: number) {
  let at = start
  return {
    text(): string {
      const end = body.indexOf(0, at)
      const value = body.toString('utf8', at, end)
      at = end + 1
      return value
    },
    uint8(): number {
      at += 1
      return body.readUInt8(at - 1)
    },
    uint16(): number {
      at += 2
      return body.readUInt16BE(at - 2)
    },
    uint32(): number {
      at += 4
      return body.readUInt32BE(at - 4)
    },
    bytes(length: number): Buffer {
      at += length
      return body.subarray(at - length, at)
    },
  }
}

function readRelation(body: Buffer): { id: number; relation: Relation } {
  const read = cursor(body, 1)
  const id = read.uint32()
  const schema = read.text()
  const table = read.text()
  read.uint8() // Replica identity; inserts do not depend on it.
  const columns: string[] = []
  for (let left = read.uint16(); left > 0; left -= 1) {
    read.uint8()
    columns.push(read.text())
    read.bytes(8) // Type id and modifier: every value is taken as text.
  }
  return { id, relation: { schema, table, columns } }
}

function readInsert(body: Buffer, relations: ReadonlyMap<number, Relation>): InsertedRow {
  const read = cursor(body, 1)
  const id = read.uint32()
  const relation = relations.get(id)
  if (!relation) throw new Error(`pgoutput sent a row of relation ${id} before describing it.`)
  if (read.uint8() !== BYTE.N) throw new Error('pgoutput sent an insert without a new tuple.')
  const values = new Map<string, Buffer | null>()
  const count = read.uint16()
  for (let i = 0; i < count; i += 1) {
    const form = read.uint8()
    const name = relation.columns[i]
    const value = form === BYTE.t ? read.bytes(read.uint32()) : null
    if (name !== undefined) values.set(name, value)
  }
  return { schema: relation.schema, table: relation.table, values }
}

export type PgoutputReader = {
  /** An inserted row, or the log position up to which a commit is now complete, or nothing of interest. */
  read(body: Buffer): { row: InsertedRow } | { committedTo: bigint } | null
}

/** One reader per replication connection: relations are described once per connection. */
export function createPgoutputReader(): PgoutputReader {
  const relations = new Map<number, Relation>()
  return {
    read(body) {
      switch (body[0]) {
        case BYTE.R: {
          const { id, relation } = readRelation(body)
          relations.set(id, relation)
          return null
        }
        case BYTE.I:
          return { row: readInsert(body, relations) }
        case BYTE.C:
          // Flags (1 byte), commit position (8), end of the transaction (8), time (8).
          return { committedTo: body.readBigUInt64BE(10) }
        default:
          return null
      }
    },
  }
}
