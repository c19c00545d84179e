import { escapeHtml } from '../html.ts'
import type { StoredMail } from './store.ts'

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e3e1dc, #34322e); --soft: light-dark(#f6f5f2, #1d1c1a);
  --paper: light-dark(#ffffff, #141312); --ink: light-dark(#1d1b18, #f0eee9); --faint: light-dark(#6f6a62, #a39d93); --mark: light-dark(#b5391f, #ff8a6b) }
* { box-sizing: border-box } body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header { display: flex; gap: 12px; align-items: baseline; padding: 16px 20px; border-bottom: 1px solid var(--line) }
h1 { font-size: 18px; margin: 0 } header p { margin: 0; color: var(--faint); font-size: 13px }
main { display: grid; grid-template-columns: minmax(260px, 360px) 1fr; min-height: calc(100vh - 61px) }
nav { border-right: 1px solid var(--line); background: var(--soft); overflow: auto; max-height: calc(100vh - 61px) }
nav a { display: block; padding: 12px 20px; text-decoration: none; color: inherit; border-bottom: 1px solid var(--line) }
nav a:hover { background: var(--paper) } nav a[aria-current] { background: var(--paper); box-shadow: inset 3px 0 var(--mark) }
nav strong, nav span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap } nav span { color: var(--faint); font-size: 13px }
article { display: flex; flex-direction: column; padding: 20px; gap: 14px; min-width: 0 } article h2 { margin: 0; font-size: 20px; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0; font-size: 13px } dt { color: var(--faint) } dd { margin: 0; overflow-wrap: anywhere }
iframe { flex: 1; width: 100%; min-height: 420px; border: 1px solid var(--line); border-radius: 10px; background: #fff }
details { border-top: 1px solid var(--line); padding-top: 12px } summary { cursor: pointer } pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace }
.empty { padding: 48px 20px; color: var(--faint); text-align: center }
@media (max-width: 720px) { main { grid-template-columns: 1fr } nav { max-height: 45vh; border-right: 0 } }
`

function timeOf(mail: StoredMail): string {
  return `${mail.receivedAt.slice(0, 10)} ${mail.receivedAt.slice(11, 19)} UTC`
}

function row(mail: StoredMail, chosen: StoredMail | null): string {
  const current = mail.id === chosen?.id ? ' aria-current="page"' : ''
  return `<a href="/local/inbox?id=${encodeURIComponent(mail.id)}"${current}>
    <strong>${escapeHtml(mail.subject || 'No subject')}</strong>
    <span>${escapeHtml(mail.to.join(', '))}</span><span>${timeOf(mail)}</span></a>`
}

function article(mail: StoredMail): string {
  const source = `/local/inbox/${encodeURIComponent(mail.id)}.html`
  const text = `<pre>${escapeHtml(mail.text)}</pre>`
  const body = mail.html
    ? `<iframe title="Message" sandbox src="${source}"></iframe><details><summary>As text</summary>${text}</details>`
    : text
  return `<article><h2>${escapeHtml(mail.subject || 'No subject')}</h2>
    <dl><dt>From</dt><dd>${escapeHtml(mail.from)}</dd><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
    <dt>Received</dt><dd>${timeOf(mail)}</dd></dl>${body}</article>`
}

/** The inbox page: the list on the left, the chosen message on the right. It reads itself again when a mail came. */
export function inboxPage(mails: StoredMail[], chosen: StoredMail | null): string {
  const list = mails.map((mail) => row(mail, chosen)).join('')
  const empty =
    '<p class="empty">No mail yet. Whatever the shop sends on this machine arrives here, and nowhere else.</p>'
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Inbox (${mails.length})</title><style>${STYLE}</style></head><body>
<header><h1>Inbox</h1><p>${mails.length} of at most 500 messages; nothing leaves this machine.</p><a href="/local/stripe">Stripe sandbox</a></header>
${mails.length === 0 ? empty : `<main><nav aria-label="Messages">${list}</nav>${chosen ? article(chosen) : ''}</main>`}
<script>
const newest = ${JSON.stringify(mails[0]?.id ?? '').replaceAll('<', '\\u003c')};
setInterval(async () => {
  const answer = await fetch('/local/inbox.json?limit=1').catch(() => null);
  if (!answer || !answer.ok || document.hidden) return;
  const { messages } = await answer.json();
  if ((messages[0]?.id ?? '') !== newest) location.reload();
}, 2000);
</script></body></html>`
}
