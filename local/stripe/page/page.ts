import { escapeHtml } from '../../html.ts'
import type { Chaos } from '../chaos.ts'
import type { Store } from '../store.ts'
import { paymentsSection } from './payments.ts'
import { disputesSection, eventsSection, refundsSection } from './sections.ts'
import { STYLE } from './style.ts'
import { switchesSection } from './switches.ts'

export type Said = { ok: boolean; said: string }

/** The sandbox as a person sees it: what there is, how it stands, and a button for what only time or a bank would do. */
export function sandboxPage(store: Store, chaos: Chaos, said: Said | null): string {
  const word = said
    ? `<p role="status" class="said${said.ok ? '' : ' bad'}">${escapeHtml(said.said)}</p>`
    : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stripe sandbox</title><style>${STYLE}</style></head><body>
<header><h1>Stripe sandbox</h1><p>No card is charged and no money moves; nothing leaves this machine.</p>
<a href="/local/stripe">Reload</a><a href="/local/inbox">Inbox</a></header>
<main>${word}${switchesSection(chaos)}${paymentsSection(store)}${refundsSection(store)}${disputesSection(store)}${eventsSection(store)}</main>
</body></html>`
}
