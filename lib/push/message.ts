/** What a push message shows, read from what came; nothing in it is trusted further than that. */
export type PushMessage = {
  title: string
  body: string
  /** A path of this shop. */
  path: string
  /** The message's id at the sender; null when it has none. */
  id: string | null
  kind: string | null
  tag: string | null
  language: string | null
  isRightToLeft: boolean
  atMs: number | null
  /** How many things wait, for the badge on the icon; null when it does not say. */
  badge: number | null
}

type Fields = Record<string, unknown>

/** Shown when a message cannot be read: Safari takes the permission away from who is pushed to and shows nothing. */
const UNREADABLE = 'Stampede'

/**
 * Reads a message in the shape of declarative web push (`web_push: 8030`), or plain with the same names at the top. An address of another
 * site leads home instead: whoever can push to us must not be able to send our shoppers elsewhere.
 */
export function readPushMessage(text: string | null, origin: string): PushMessage {
  const message = parse(text)
  const fields = message.web_push === 8030 ? fieldsOf(message.notification) : message
  const data = fieldsOf(fields.data)
  return {
    title: textOf(fields.title) ?? textOf(text !== null && !isObjectText(text) ? text : null) ?? UNREADABLE,
    body: textOf(fields.body) ?? '',
    path: pathOf(fields.navigate ?? fields.url, origin),
    id: textOf(data.id),
    kind: textOf(data.kind),
    tag: textOf(fields.tag),
    language: textOf(fields.lang),
    isRightToLeft: fields.dir === 'rtl',
    atMs: typeof fields.timestamp === 'number' ? fields.timestamp : null,
    badge: countOf(message.app_badge ?? fields.app_badge),
  }
}

export function pathOf(address: unknown, origin: string): string {
  if (typeof address !== 'string' || !URL.canParse(address, origin)) return '/'
  const url = new URL(address, origin)
  return url.origin === origin ? url.pathname + url.search + url.hash : '/'
}

function parse(text: string | null): Fields {
  try {
    return fieldsOf(JSON.parse(text ?? 'null'))
  } catch {
    // Plain text: it is the title.
    return {}
  }
}

const isObjectText = (text: string) => text.trimStart().startsWith('{')

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}
