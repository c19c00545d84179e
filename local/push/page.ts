import { escapeHtml } from '../html.ts'
import { STYLE } from '../stripe/page/style.ts'
import type { Message, PushService } from './service.ts'

const SHOWN_MAX = 100

type Shown = { title?: unknown; body?: unknown; navigate?: unknown; lang?: unknown; dir?: unknown }

/** The pushes as a person would have seen them, newest first, with what their push service was told. */
export function pushPage(service: PushService): string {
  const messages = service.list().toReversed().slice(0, SHOWN_MAX)
  const list =
    messages.length === 0
      ? '<p class="empty">No push yet. What the shop sends to devices made up here arrives here, and nowhere else.</p>'
      : `<ul class="rows">${messages.map(row).join('')}</ul>`
  const switches = service.behaviours
    .list()
    .map(
      ([who, { status }]) =>
        `<p class="storm"><strong>Told to answer ${status}</strong> to ${who === '*' ? 'every device' : escapeHtml(who)}.</p>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pushes (${service.count})</title><style>${STYLE}</style></head><body>
<header><h1>Push service</h1><p>${service.count} taken for ${service.devices.count} made-up devices; nothing leaves this machine.</p>
<a href="/local/push">Reload</a><a href="/local/inbox">Inbox</a><a href="/local/stripe">Stripe sandbox</a></header>
<main>${switches}<section><h2>Pushes <small>${messages.length}</small></h2>${list}</section></main></body></html>`
}

function row(message: Message): string {
  const shown: Shown = Object(Object(message.payload).notification)
  const words = (value: unknown) => (typeof value === 'string' ? escapeHtml(value) : '')
  const dir = shown.dir === 'rtl' ? ' dir="rtl"' : ''
  const details = `${message.at.slice(11, 19)} UTC · TTL ${message.ttl} s · ${message.urgency} · ${message.topic ?? 'no topic'}`
  const title = words(shown.title) || escapeHtml(message.text.slice(0, 200))
  return `<li><div class="what"><strong${dir} lang="${words(shown.lang) || 'en'}">${title}</strong>
<div${dir}>${words(shown.body)}</div><code>${words(shown.navigate)}</code><span>${escapeHtml(details)}</span></div></li>`
}
