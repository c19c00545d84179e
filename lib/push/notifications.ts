/** Everything somebody can be told of on their devices; each is on or off for a person, and off until asked for. */
export const PUSH_KINDS = [
  'sale_reminder',
  'sale_open',
  'offer',
  'claim_ending',
  'order_update',
  'help',
] as const
export type PushKind = (typeof PUSH_KINDS)[number]
export type PushSettings = Record<PushKind, boolean>

/** What the settings screen shows. */
export type Notifications = {
  /** For `PushManager.subscribe`; null when push is off on this installation. */
  publicKey: string | null
  settings: PushSettings
  /** Devices that can be told something. */
  devices: number
  /** The confirmed address, where mail goes when push cannot. */
  email: string | null
  /** Sales that are still to open, the next one first; `opensAt` is ISO 8601. */
  reminders: { saleId: string; slug: string; opensAt: string }[]
}

/** How somebody can be told that a sale opens. */
export type Reach = 'push' | 'mail' | 'nothing'

export const NOTHING_ASKED_FOR: Omit<Notifications, 'publicKey'> = {
  settings: {
    sale_reminder: false,
    sale_open: false,
    offer: false,
    claim_ending: false,
    order_update: false,
    help: false,
  },
  devices: 0,
  email: null,
  reminders: [],
}

export function isPushKind(word: unknown): word is PushKind {
  return PUSH_KINDS.some((kind) => kind === word)
}
