/** What of a browser and this shop decides whether this device can be pushed to. */
export type PushFacts = {
  /** The shop's key; null when it does not push. */
  publicKey: string | null
  /** The browser has service workers, push and notifications. */
  hasPush: boolean
  isIos: boolean
  isInstalled: boolean
  permission: NotificationPermission | null
  isSubscribed: boolean
}

export type PushState =
  /** Not here: another way has to do. */
  | 'unsupported'
  /** An iPhone, whose browsers push only to what is on the home screen. */
  | 'needs_install'
  /** Said no before: only the browser's settings can undo that. */
  | 'denied'
  /** Was never asked, or was and closed the question. */
  | 'ask'
  /** May be pushed to, and is not yet. */
  | 'allowed'
  | 'on'

export function pushStateOf(facts: PushFacts): PushState {
  if (facts.publicKey === null) return 'unsupported'
  if (!facts.hasPush) return facts.isIos && !facts.isInstalled ? 'needs_install' : 'unsupported'
  if (facts.permission === 'denied') return 'denied'
  if (facts.permission !== 'granted') return 'ask'
  return facts.isSubscribed ? 'on' : 'allowed'
}
