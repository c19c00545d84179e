import { createServer, type Server } from 'node:http'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LocalConfig } from '../config.ts'
import { testConfig, testLog } from '../testing.ts'
import { handleInbox } from './inbox.ts'
import { handlePreviews } from './previews.ts'
import { startSmtp } from './smtp.ts'
import { type MailStore, openMailStore, type StoredMail } from './store.ts'

let config: LocalConfig
let store: MailStore
let smtp: { close(): Promise<void> }
let web: Server
let base = ''

beforeAll(async () => {
  config = await testConfig()
  store = openMailStore(config.stateDir)
  smtp = await startSmtp(config, store, testLog)
  web = createServer((req, res) => {
    if (!handleInbox(store, req, res) && !handlePreviews('https://shop.test', req, res))
      res.writeHead(404).end()
  })
  base = `http://127.0.0.1:${config.ports.local}`
  await new Promise<void>((listening) => web.listen(config.ports.local, '127.0.0.1', listening))
})

afterAll(async () => {
  web.close()
  await smtp.close()
})

async function send(
  to: string,
  more: { subject?: string; html?: string; text?: string } = {},
): Promise<void> {
  const transport = createTransport(config.urls.smtp)
  await transport.sendMail({
    from: 'Shop <shop@stampede.test>',
    to,
    subject: 'Paid',
    text: 'Thank you',
    ...more,
  })
  transport.close()
}

async function list(query = ''): Promise<StoredMail[]> {
  const response = await fetch(`${base}/local/inbox.json${query}`)
  const body: { messages: StoredMail[] } = await response.json()
  return body.messages
}

test('a mail that is sent is in the inbox, newest first, and can be asked for by address', async () => {
  await send('first@shopper.test')
  await send('second@shopper.test', { html: '<p>Thank you</p>' })
  const all = await list()
  expect(all.map((mail) => mail.to)).toEqual([['second@shopper.test'], ['first@shopper.test']])
  expect(await list('?to=FIRST@shopper.test')).toMatchObject([{ subject: 'Paid', text: 'Thank you' }])
  expect(await list('?to=nobody@shopper.test')).toEqual([])
})

test('the page shows what a mail says without running it', async () => {
  await send('x@shopper.test', {
    subject: '<script>alert(1)</script>',
    html: '<script>alert(2)</script><b>Bold</b>',
  })
  const [newest] = await list('?limit=1')
  const page = await (await fetch(`${base}/local/inbox`)).text()
  expect(page).toContain('&lt;script&gt;alert(1)')
  expect(page).not.toContain('<script>alert(1)')
  expect(page).toContain('sandbox src=')
  const message = await fetch(`${base}/local/inbox/${newest?.id}.html`)
  expect(message.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect(await message.text()).toContain('<b>Bold</b>')
})

test('messages are there after a restart', async () => {
  await send('kept@shopper.test')
  expect(openMailStore(config.stateDir).list()).toEqual(store.list())
})

test('the oldest messages go when there are more than 500, however quickly they came', async () => {
  const mail = { from: '', to: ['full@shopper.test'], text: '', html: '' }
  // All within one millisecond, where only the order of arrival tells them apart.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 })
  for (let n = 1; n <= 501; n += 1) store.add({ ...mail, subject: String(n) })
  vi.useRealTimers()
  const kept = openMailStore(config.stateDir).list()
  expect(kept).toHaveLength(500)
  expect(kept[0]?.subject).toBe('501')
  expect(kept.at(-1)?.subject).toBe('2')
})

test('a mail above 5 MB is refused', async () => {
  await expect(send('big@shopper.test', { text: 'x'.repeat(6_000_000) })).rejects.toThrow(/552|larger|size/i)
  expect(await list('?to=big@shopper.test')).toEqual([])
})

test('every mail there is can be looked at, as HTML that runs nothing and as text', async () => {
  const page = await (await fetch(`${base}/local/mails`)).text()
  const paths = [...page.matchAll(/href="([^"]+\.(?:html|txt))"/g)].map(([, path]) => path)
  expect(paths).toHaveLength(3 * 3 * 15 * 2)
  for (const path of paths) expect((await fetch(`${base}${path}`)).status, path).toBe(200)
  const hostile = await fetch(`${base}/local/mails/ar/hostile/paid.html`)
  expect(hostile.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect((await fetch(`${base}/local/mails/nothing.html`)).status).toBe(404)
})

test('an unknown message and another method are refused with what to do', async () => {
  expect((await fetch(`${base}/local/inbox/nothing.html`)).status).toBe(404)
  const post = await fetch(`${base}/local/inbox`, { method: 'POST' })
  expect(post.status).toBe(405)
  expect(await post.text()).toMatch(/GET/)
  expect((await fetch(`${base}/elsewhere`)).status).toBe(404)
})

test('DELETE empties the inbox', async () => {
  expect((await fetch(`${base}/local/inbox.json`, { method: 'DELETE' })).status).toBe(204)
  expect(await list()).toEqual([])
})
