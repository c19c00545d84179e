import type { ApiBody } from '#lib/http/call.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { isLanguage, type Language } from '#lib/languages/languages.ts'
import { isPushKind, PUSH_KINDS, type PushKind } from './notifications.ts'

/** What is wrong with a body: its HTTP status and a sentence that says what to send instead. */
export type BodyFault = { status: 400 | 413 | 422; detail: string }
export type Side = 'shopper' | 'member'
export type DeviceKeys = { endpoint: string; p256dh: string; auth: string }
export type SaveRequest = DeviceKeys & {
  side: Side
  language: Language
  timeZone: string
  kinds: PushKind[]
}
export type RenewRequest = DeviceKeys & { oldEndpoint: string; oldAuth: string }
export type SettingsRequest = { kinds: PushKind[]; areOn: boolean[] }

type Fields = Record<string, unknown>

const KEY = /^B[A-Za-z0-9_-]{86}$/
const AUTH = /^[A-Za-z0-9_-]{22}$/
const ENDPOINT_MAX = 1024
const TIME_ZONE = /^[A-Za-z0-9_+/-]{1,64}$/

const fault = (detail: string): BodyFault => ({ status: 422, detail })

/** The body as an object, or what is wrong with it; `shape` is what it should be, for the sentence. */
function readFields(body: ApiBody, shape: string): Fields | BodyFault {
  if (body === 'too_large')
    return { status: 413, detail: `The body is larger than 4 KiB: send only ${shape}.` }
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    // Whatever it is, the sentence is the same.
    return { status: 400, detail: `The body is not JSON: send ${shape}.` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault(`The body is not an object: send ${shape}.`)
  return value as Fields
}

function isFault(value: object): value is BodyFault {
  return 'detail' in value && 'status' in value
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

/** What `PushSubscription.toJSON()` gives. */
function readDevice(value: unknown): DeviceKeys | BodyFault {
  const { endpoint, keys } = objectOf(value)
  const { p256dh, auth } = objectOf(keys)
  if (typeof endpoint !== 'string' || endpoint.length < 20 || endpoint.length > ENDPOINT_MAX)
    return fault('subscription.endpoint is missing or too long: send what PushSubscription.toJSON() gives.')
  if (typeof p256dh !== 'string' || !KEY.test(p256dh) || typeof auth !== 'string' || !AUTH.test(auth))
    return fault('subscription.keys are not those of a device: send what PushSubscription.toJSON() gives.')
  return { endpoint, p256dh, auth }
}

export function readSaveRequest(body: ApiBody): SaveRequest | BodyFault {
  const fields = readFields(body, '{"subscription", "language", "timeZone", "kinds"}')
  if (isFault(fields)) return fields
  const device = readDevice(fields.subscription)
  if (isFault(device)) return device
  const { language, timeZone, kinds = [], as: side = 'shopper' } = fields
  if (!isLanguage(language)) return fault('language is none of ours: send en, de or ar.')
  if (typeof timeZone !== 'string' || !TIME_ZONE.test(timeZone))
    return fault('timeZone is missing: send its name, such as Europe/Berlin.')
  if (!Array.isArray(kinds) || kinds.length > PUSH_KINDS.length || !kinds.every(isPushKind))
    return fault(`kinds holds something else than ${PUSH_KINDS.join(', ')}.`)
  if (side !== 'shopper' && side !== 'member') return fault('as is neither shopper nor member.')
  return { ...device, side, language, timeZone, kinds }
}

export function readRenewRequest(body: ApiBody): RenewRequest | BodyFault {
  const fields = readFields(body, '{"old", "subscription"}')
  if (isFault(fields)) return fields
  const device = readDevice(fields.subscription)
  if (isFault(device)) return device
  const { endpoint, keys } = objectOf(fields.old)
  const { auth } = objectOf(keys)
  if (
    typeof endpoint !== 'string' ||
    endpoint.length > ENDPOINT_MAX ||
    typeof auth !== 'string' ||
    !AUTH.test(auth)
  )
    return fault('old is missing: send the endpoint and keys.auth of the subscription before.')
  return { ...device, oldEndpoint: endpoint, oldAuth: auth }
}

export function readRemoveRequest(body: ApiBody): DeviceKeys | BodyFault {
  const fields = readFields(body, '{"subscription"}')
  return isFault(fields) ? fields : readDevice(fields.subscription)
}

export function readSettingsRequest(body: ApiBody): SettingsRequest | BodyFault {
  const fields = readFields(body, '{"settings"}')
  if (isFault(fields)) return fields
  const entries = Object.entries(objectOf(fields.settings))
  if (entries.length === 0 || entries.length > PUSH_KINDS.length)
    return fault('settings is missing: send each kind to change with true or false.')
  const kinds = entries.map(([kind]) => kind).filter(isPushKind)
  const areOn = entries.map(([, isOn]) => isOn).filter((isOn) => typeof isOn === 'boolean')
  if (kinds.length < entries.length || areOn.length < entries.length)
    return fault(`settings holds something else than ${PUSH_KINDS.join(', ')} with true or false.`)
  return { kinds, areOn }
}

export function readReminderRequest(body: ApiBody): { saleId: string } | BodyFault {
  const fields = readFields(body, '{"saleId"}')
  if (isFault(fields)) return fields
  const saleId = readUuid(fields.saleId)
  return saleId ? { saleId } : fault('saleId is not a UUID: send the id of a sale.')
}
