import type { Tap } from './tap.ts'
import type { TapState } from './tap-state.ts'

/** What tabs of this shop and its service worker tell each other about taps. */
export type TapNews =
  /** Made in another tab, and being sent from there. */
  { about: 'kept'; tap: Tap } | { about: 'answered'; tap: Tap; state: TapState }

export type TapNewsChannel = {
  tell(news: TapNews): void
  listen(listener: (news: TapNews) => void): void
  close(): void
}

/** Whatever is told here is only sooner known: the kept taps and the server say the same to whoever missed it. */
export function openTapNews(): TapNewsChannel {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('stampede.taps')
  return {
    tell: (news) => channel?.postMessage(news),
    listen: (listener) => channel?.addEventListener('message', (event) => listener(event.data as TapNews)),
    close: () => channel?.close(),
  }
}
