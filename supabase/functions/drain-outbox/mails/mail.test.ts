import { deepEqual, equal, match, ok } from 'node:assert/strict'
import nodemailer from 'nodemailer'
import { everyMail } from './all.ts'
import { type Mail, type Message, renderMail } from './mail.ts'
import { HOSTILE, LONG } from './samples.ts'
import { LANGUAGES, WRITING } from './say.ts'

const SHOP = 'https://shop.example'

/** What a reader sees of the HTML: no tags, entities read. */
function seen(html: string): string {
  return html
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)))
}

const words = (text: string) => new Set(text.match(/[\p{L}\p{N}€]+/gu) ?? [])

function each(name: string | null, check: (message: Message, mail: Mail, which: string) => void): void {
  for (const language of LANGUAGES)
    for (const [which, mail] of Object.entries(everyMail(SHOP, language, name)))
      check(renderMail(mail), mail, `${which}, ${language}`)
}

Deno.test('each mail says the same as text and as HTML, word for word', () => {
  for (const name of [null, HOSTILE]) {
    each(name, ({ text, html }, mail, which) => {
      const shown = words(`${seen(html)} ${mail.button?.url ?? ''}`)
      deepEqual(
        [...words(text)].filter((word) => !shown.has(word)),
        [],
        which,
      )
      const said = words(`${text} ${mail.preview}`)
      deepEqual(
        [...words(seen(html))].filter((word) => !said.has(word)),
        [],
        which,
      )
    })
  }
})

Deno.test('nothing anybody typed becomes HTML, an attribute or a link', () => {
  const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? []
  const usual = new Set<string>()
  each(null, ({ html }) => {
    for (const tag of tagsOf(html)) usual.add(tag)
  })
  each(HOSTILE, ({ html }, _mail, which) => {
    deepEqual(
      tagsOf(html).filter((tag) => !usual.has(tag)),
      [],
      which,
    )
    ok(!html.includes('<img'), which)
  })
})

Deno.test('a name cannot end a line, turn the reading direction or write a header', async () => {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  for (const [which, mail] of Object.entries(everyMail(SHOP, 'ar', HOSTILE))) {
    const message = renderMail(mail)
    equal(/[\r\n\u2028\u202e\u2068\u2069]/.test(message.subject), false, which)
    equal(/[\u2028\u202e\r]/.test(message.text), false, which)
    const { message: raw } = await transport.sendMail({
      from: 'Shop <shop@example.com>',
      to: { name: HOSTILE, address: 'ada@example.com' },
      ...message,
    })
    const head = String(raw).split('\n\n')[0] ?? ''
    equal(/^bcc:/im.test(head), false, which)
    equal((head.match(/^to:/gim) ?? []).length, 1, which)
  }
})

Deno.test('a name of 400 characters is cut, and nothing makes the page wider than it is', () => {
  each(LONG, ({ subject, html }, _mail, which) => {
    ok([...subject].length <= 200, `${which}: ${subject.length}`)
    // A fixed width, or text that may not break, would push a phone's screen apart.
    equal(/[^-]width:\d{3}/.test(html.replaceAll('max-width', '')), false, which)
    for (const cell of html.match(/<(p|li|h1|blockquote)[^>]*>/g) ?? [])
      ok(
        /overflow-wrap:anywhere|margin:8px|font-size:32px|margin:0 0 4px;font-weight/.test(cell),
        `${which}: ${cell}`,
      )
  })
})

Deno.test('a mail program in the dark is told the colours, and each mail its language', () => {
  each(null, ({ html }, { language }, which) => {
    ok(html.includes(`<html lang="${language}" dir="${WRITING[language].dir}">`), which)
    match(html, /<meta name="color-scheme" content="light dark">/, which)
    match(html, /@media \(prefers-color-scheme:dark\)/, which)
  })
})

Deno.test('the button is a link to the shop or to the carrier, and there as text', () => {
  each(null, ({ text, html }, { button }, which) => {
    if (!button) return match(which, /^(sign-in code|code for another e-mail)/)
    match(button.url, /^https:\/\/(shop|track)\.example\//, which)
    ok(text.includes(button.url), which)
    ok(html.includes(`href="${button.url.replaceAll('&', '&#38;')}"`), which)
  })
})

Deno.test('a small mail: a hundred kilobytes is where mail programs cut', () => {
  each(LONG, ({ html, text }, _mail, which) => ok(html.length + text.length < 60_000, which))
})
