import { strict as assert } from 'node:assert'
import { urgencyOf } from './deliver.ts'
import { composeMessage } from './message.ts'
import { topicOf } from './send-shard.ts'
import type { PushKind, PushShard } from './shards.ts'
import { MESSAGES, type MessageKey, type PushLanguage } from './words.ts'

const ABOUT: Record<PushKind, Record<string, unknown>> = {
  sale_reminder: {
    title: 'Autumn firing',
    slug: 'autumn-firing',
    merchant: 'Kiln & Co',
    opensAt: '2026-11-24T18:00:00Z',
  },
  sale_open: { title: 'Autumn firing', slug: 'autumn-firing', merchant: 'Kiln & Co' },
  offer: {
    product: 'Moon jar',
    variant: 'Ash',
    quantity: 2,
    slug: 'autumn-firing',
    expiresAt: '2026-11-24T18:02:00Z',
  },
  claim_ending: {
    product: 'Moon jar',
    variant: '',
    quantity: 1,
    slug: 'autumn-firing',
    expiresAt: '2026-11-24T18:02:00Z',
  },
  order_update: { orderId: 'o1', number: '7K2M-9QPD', merchant: 'Kiln & Co', template: 'shipped' },
  help: {
    orderId: 'o1',
    number: '7K2M-9QPD',
    merchant: 'Kiln & Co',
    shopper: 'Ada',
    to: 'shopper',
    text: 'It left\ntoday.',
  },
}
const KINDS = Object.keys(ABOUT) as PushKind[]
const LANGUAGES: PushLanguage[] = ['en', 'de', 'ar']
const NOW_MS = Date.parse('2026-11-24T17:55:02Z')

function shard(kind: PushKind, about = ABOUT[kind]): PushShard {
  return {
    id: 1,
    attempt: 1,
    message_id: 17,
    kind,
    about,
    tag: 'sale:1',
    expires_at: '2026-11-24T18:00:00Z',
    subscriptions: [],
  }
}

function compose(kind: PushKind, language = 'en', about = ABOUT[kind], badge: number | null = null) {
  const reader = { language, timeZone: 'Europe/Berlin', badge }
  return JSON.parse(composeMessage(shard(kind, about), reader, 'https://shop.test', NOW_MS))
}

Deno.test('a message is declarative: a browser without our worker shows it and opens the right page', () => {
  const message = compose('sale_reminder')
  assert.deepEqual(message, {
    web_push: 8030,
    notification: {
      title: 'Autumn firing opens in 5 minutes',
      body: 'At 19:00, at Kiln & Co. Open it a little early: the button turns by itself.',
      lang: 'en',
      dir: 'ltr',
      tag: 'sale:1',
      navigate: 'https://shop.test/sales/autumn-firing',
      silent: false,
      renotify: true,
      timestamp: NOW_MS,
      icon: 'https://shop.test/icons/icon-192.png',
      data: { kind: 'sale_reminder', id: '17' },
    },
    mutable: true,
  })
  assert.equal(compose('offer', 'en', ABOUT.offer, 2).app_badge, 2)
})

Deno.test('each kind leads where its next step is', () => {
  const paths = KINDS.map((kind) => compose(kind).notification.navigate.replace('https://shop.test', ''))
  assert.deepEqual(paths, [
    '/sales/autumn-firing',
    '/sales/autumn-firing',
    '/sales/autumn-firing/bag',
    '/sales/autumn-firing/bag',
    '/orders/o1',
    '/orders/o1/help',
  ])
  const member = compose('help', 'en', { ...ABOUT.help, to: 'merchant' }).notification
  assert.equal(member.navigate, 'https://shop.test/dashboard/help/o1')
  assert.equal(member.title, 'Order 7K2M-9QPD: Ada asks for help')
  assert.equal(member.body, 'It left today.')
})

Deno.test('every language says every message, with the same values', () => {
  const valuesOf = (text: string) =>
    [...new Set(text.match(/\{(\w+)/g))].filter((name) => name in NAMES).sort()
  const NAMES = Object.fromEntries(
    ['title', 'minutes', 'time', 'merchant', 'quantity', 'item', 'template', 'number', 'shopper'].map(
      (name) => [`{${name}`, true],
    ),
  )
  for (const language of LANGUAGES) {
    assert.deepEqual(Object.keys(MESSAGES[language]), Object.keys(MESSAGES.en))
    for (const key of Object.keys(MESSAGES.en) as MessageKey[])
      assert.deepEqual(valuesOf(MESSAGES[language][key]), valuesOf(MESSAGES.en[key]), `${language} ${key}`)
    for (const kind of KINDS) {
      const { notification } = compose(kind, language)
      assert.equal(notification.lang, language)
      assert.equal(notification.dir, language === 'ar' ? 'rtl' : 'ltr')
      assert.ok(notification.title.length > 5 && notification.body.length > 5)
      assert.ok(!/[{}]|undefined|NaN/.test(notification.title + notification.body), notification.title)
    }
  }
})

Deno.test('numbers are said as each language says them', () => {
  const inMinutes = (language: string, minutes: number) => {
    const opensAt = new Date(NOW_MS + minutes * 60_000).toISOString()
    return compose('sale_reminder', language, { ...ABOUT.sale_reminder, opensAt }).notification.title
  }
  assert.equal(inMinutes('en', 1), 'Autumn firing opens in 1 minute')
  assert.equal(inMinutes('de', 1), 'Autumn firing öffnet in 1 Minute')
  assert.ok(inMinutes('ar', 2).endsWith('بعد دقيقتين'))
  assert.ok(inMinutes('ar', 5).endsWith('بعد 5 دقائق'))
})

Deno.test('a name cannot turn the words around it, and no message is longer than a push may be', () => {
  const name = `\u202egnp.exe\n${'Überlangernamedernirgendsumbricht'.repeat(40)}`
  const about = {
    ...ABOUT.order_update,
    merchant: name,
    title: name,
    product: name,
    shopper: name,
    text: name,
  }
  for (const kind of KINDS) {
    for (const language of LANGUAGES) {
      const text = JSON.stringify(compose(kind, language, { ...ABOUT[kind], ...about }))
      assert.ok(new TextEncoder().encode(text).length < 3_000)
      assert.ok(!text.includes('\u202e') && !text.includes('\\n'))
    }
  }
})

Deno.test('a time zone nobody knows is told in UTC and says so', () => {
  const reader = { language: 'en', timeZone: 'Mars/Olympus', badge: null }
  const message = JSON.parse(composeMessage(shard('offer'), reader, 'https://shop.test', NOW_MS))
  assert.match(message.notification.body, /18:02 UTC/)
})

Deno.test('what is over in minutes wakes a phone, news does not; a topic is what push services take', () => {
  assert.deepEqual(KINDS.map(urgencyOf), ['high', 'high', 'high', 'high', 'normal', 'normal'])
  assert.match(topicOf('sale:1'), /^[\w-]{32}$/)
  assert.notEqual(topicOf('sale:1'), topicOf('sale:2'))
})
