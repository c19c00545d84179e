import { randomUUID } from 'node:crypto'
import { isRecord } from './frames.ts'

export type ChangesBinding = { event: unknown; schema: unknown; table?: unknown; filter?: unknown }

/** What a client asked for when joining a channel. */
export type JoinRequest = {
  ack: boolean
  self: boolean
  isPrivate: boolean
  presenceKey: string
  presenceEnabled: boolean
  /** Wants to hear when messages from the database begin to flow. */
  wantsReplicationReady: boolean
  wantsReplay: boolean
  /** Row changes the client wants; this server has none to give, and says so. */
  changes: ChangesBinding[]
  /** The session's token, when it has one; opaque keys are not session tokens. */
  accessToken: string | null
}

const MAX_BINDINGS = 100

/** Clients send booleans as such or as text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true'

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {})

function readBindings(value: unknown): ChangesBinding[] {
  if (!Array.isArray(value)) return []
  const bindings = value.slice(0, MAX_BINDINGS).filter(isRecord)
  return bindings.map(({ event, schema, table, filter }) => ({
    event,
    schema,
    ...(table === undefined ? {} : { table }),
    ...(filter === undefined ? {} : { filter }),
  }))
}

/** A session token out of a payload; null for none, and for an opaque key, which counts as none. */
export function readAccessToken(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && !value.startsWith('sb_') ? value : null
}

/** Reads the payload of a join, filling in what the protocol leaves out. Never fails: what is not understood is unset. */
export function readJoinRequest(payload: unknown): JoinRequest {
  const { config, access_token } = recordOf(payload)
  const { broadcast, presence, private: isPrivate, postgres_changes } = recordOf(config)
  const { ack, self, replication_ready, replay } = recordOf(broadcast)
  const { key, enabled } = recordOf(presence)
  return {
    ack: isTrue(ack),
    self: isTrue(self),
    isPrivate: isTrue(isPrivate),
    presenceKey: typeof key === 'string' && key !== '' ? key : randomUUID(),
    presenceEnabled: isTrue(enabled),
    wantsReplicationReady: isTrue(replication_ready),
    wantsReplay: isRecord(replay),
    changes: readBindings(postgres_changes),
    accessToken: readAccessToken(access_token),
  }
}
