import type { IncomingMessage, ServerResponse } from 'node:http'
import { everyMail } from '../../supabase/functions/drain-outbox/mails/all.ts'
import { escapeHtml, type Message, renderMail } from '../../supabase/functions/drain-outbox/mails/mail.ts'
import { HOSTILE, LONG } from '../../supabase/functions/drain-outbox/mails/samples.ts'
import { LANGUAGES } from '../../supabase/functions/drain-outbox/mails/say.ts'
import { MESSAGE_POLICY, sendPage } from './inbox.ts'

/** In each language: the usual names, names that want to be more than names, and names without an end. */
const NAMES = { usual: null, hostile: HOSTILE, long: LONG } as const

function previews(shopUrl: string): Map<string, Message> {
  const all = new Map<string, Message>()
  for (const language of LANGUAGES) {
    for (const [kind, name] of Object.entries(NAMES)) {
      for (const [which, mail] of Object.entries(everyMail(shopUrl, language, name)))
        all.set(`${language}/${kind}/${which.replace(/\W+/g, '-')}`, renderMail(mail))
    }
  }
  return all
}

function listPage(all: Map<string, Message>): string {
  const items = [...all].map(
    ([path, { subject }]) =>
      `<li>${escapeHtml(path)}: <a href="/local/mails/${path}.html">${escapeHtml(subject)}</a> (<a href="/local/mails/${path}.txt">text</a>)</li>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>All mails</title>
<body style="font:15px/1.8 system-ui,sans-serif;color-scheme:light dark"><h1>All mails</h1><p>As the shop would send them, with made-up orders.</p><ul>${items.join('')}</ul></body></html>`
}

/** Answers `/local/mails` with a list of every mail there is, and `/local/mails/{name}.html` and `.txt`. False for other paths. */
export function handlePreviews(shopUrl: string, req: IncomingMessage, res: ServerResponse): boolean {
  const { pathname } = new URL(req.url ?? '/', 'http://127.0.0.1')
  if (pathname !== '/local/mails' && !pathname.startsWith('/local/mails/')) return false
  const all = previews(shopUrl)
  const [, path = '', type] = /^\/local\/mails\/(.+)\.(html|txt)$/.exec(pathname) ?? []
  const message = all.get(path)
  if (pathname === '/local/mails') sendPage(res, 200, 'text/html', listPage(all))
  else if (!message) sendPage(res, 404, 'text/plain', 'There is no such mail: go back to /local/mails.\n')
  else if (type === 'txt') sendPage(res, 200, 'text/plain', `${message.subject}\n\n${message.text}`)
  else sendPage(res, 200, 'text/html', message.html, { 'content-security-policy': MESSAGE_POLICY })
  return true
}
