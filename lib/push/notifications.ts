/** What one can be told about; each is on or off per person, on all their devices, and off until asked for. */
export const PUSH_KINDS = [
  'sale_reminder',
  'sale_open',
  'offer',
  'claim_ending',
  'order_update',
  'help',
] as const

export type PushKind = (typeof PUSH_KINDS)[number]

export type Notifications = {
  publicKey: string | null
  settings: Record<PushKind, boolean>
  devices: number
  email: string | null
  reminders: { saleId: string; slug: string; opensAt: string }[]
}
