import type { IncomingMessage, ServerResponse } from 'node:http'
import { inboxPage } from './page.ts'
import type { MailStore } from './store.ts'

/** Mail may say anything: it is shown without scripts, forms or anything loaded from elsewhere. */
export const MESSAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

export function sendPage(
  res: ServerResponse,
  status: number,
  type: string,
  body: string,
  extra: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...extra })
  res.end(body)
}

function sendList(url: URL, res: ServerResponse, store: MailStore): void {
  const limit = Math.max(1, Math.min(500, Number(url.searchParams.get('limit')) || 500))
  const messages = store.list(url.searchParams.get('to') ?? undefined).slice(0, limit)
  sendPage(res, 200, 'application/json', JSON.stringify({ messages }))
}

/**
 * Answers `/local/inbox` (page, `?id=` chooses), `/local/inbox/{id}.html` (one message), and `/local/inbox.json`
 * (`{messages: [{id, receivedAt, from, to, subject, text, html}]}`, newest first, `?to=` and `?limit=`; DELETE
 * empties it). False when the path is another one.
 */
export function handleInbox(store: MailStore, req: IncomingMessage, res: ServerResponse): boolean {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1')
  if (!url.pathname.startsWith('/local/inbox')) return false
  if (url.pathname === '/local/inbox.json' && req.method === 'DELETE') {
    store.clear()
    res.writeHead(204).end()
    return true
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    sendPage(res, 405, 'text/plain', 'The inbox is read with GET; DELETE /local/inbox.json empties it.\n', {
      allow: 'GET, HEAD, DELETE',
    })
    return true
  }
  const single = /^\/local\/inbox\/([\w-]+)\.html$/.exec(url.pathname)
  if (url.pathname === '/local/inbox.json') sendList(url, res, store)
  else if (single) {
    const mail = store.get(single[1] ?? '')
    if (mail) sendPage(res, 200, 'text/html', mail.html, { 'content-security-policy': MESSAGE_POLICY })
    else
      sendPage(res, 404, 'text/plain', 'That message is no longer in the inbox: go back to /local/inbox.\n')
  } else if (url.pathname === '/local/inbox') {
    const mails = store.list()
    const id = url.searchParams.get('id')
    sendPage(res, 200, 'text/html', inboxPage(mails, id ? store.get(id) : (mails[0] ?? null)))
  } else return false
  return true
}
