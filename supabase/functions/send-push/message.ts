import { clip, nameOf, oneLine, productName } from '../_shared/names.ts'
import type { PushShard } from './shards.ts'
import { directionOf, languageOf, type MessageKey, type PushLanguage, say, timeOfDay } from './words.ts'

export type Reader = { language: string; timeZone: string; badge: number | null }

const TITLE_MAX = 160
const BODY_MAX = 300

/**
 * What one device gets: the declarative form that browsers show by themselves (https://w3c.github.io/push-api) and that our
 * service worker shows where they do not.
 */
export function composeMessage(shard: PushShard, reader: Reader, shopUrl: string, nowMs: number): string {
  const language = languageOf(reader.language)
  const { title, body } = wordsOf(shard, language, reader.timeZone, nowMs)
  return JSON.stringify({
    web_push: 8030,
    notification: {
      title: clip(title, TITLE_MAX),
      body: clip(body, BODY_MAX),
      lang: language,
      dir: directionOf(language),
      tag: shard.tag,
      navigate: `${shopUrl}${pathOf(shard)}`,
      silent: false,
      renotify: true,
      timestamp: nowMs,
      icon: `${shopUrl}/icons/icon-192.png`,
      data: { kind: shard.kind, id: String(shard.message_id) },
    },
    ...(reader.badge === null ? {} : { app_badge: reader.badge }),
    mutable: true,
  })
}

type Words = { title: string; body: string }

function wordsOf(shard: PushShard, language: PushLanguage, timeZone: string, nowMs: number): Words {
  const about = factsOf(shard.about)
  const at = (name: string) => timeOfDay(language, timeZone, about.text(name))
  const pair = (name: string, values: Record<string, string | number>): Words => ({
    title: say(language, `${name}.title` as MessageKey, values),
    body: say(language, `${name}.body` as MessageKey, values),
  })
  switch (shard.kind) {
    case 'sale_reminder': {
      const minutes = Math.max(1, Math.round((Date.parse(about.text('opensAt')) - nowMs) / 60_000))
      return pair(shard.kind, {
        title: about.name('title'),
        merchant: about.name('merchant'),
        minutes,
        time: at('opensAt'),
      })
    }
    case 'sale_open':
      return pair(shard.kind, { title: about.name('title'), merchant: about.name('merchant') })
    case 'offer':
    case 'claim_ending': {
      const item = productName(about.text('product'), about.text('variant'))
      return pair(shard.kind, { item, quantity: about.number('quantity'), time: at('expiresAt') })
    }
    case 'order_update': {
      const values = { template: about.text('template'), number: about.name('number') }
      return pair(shard.kind, { ...values, merchant: about.name('merchant') })
    }
    case 'help': {
      const key = about.text('to') === 'merchant' ? 'help_member.title' : 'help_shopper.title'
      const names = { merchant: about.name('merchant'), shopper: about.name('shopper') }
      return {
        title: say(language, key, { ...names, number: about.name('number') }),
        body: oneLine(about.text('text')),
      }
    }
  }
}

/** Where a tap on it leads. */
function pathOf(shard: PushShard): string {
  const about = factsOf(shard.about)
  switch (shard.kind) {
    case 'sale_reminder':
    case 'sale_open':
      return `/sales/${about.text('slug')}`
    case 'offer':
    case 'claim_ending':
      return `/sales/${about.text('slug')}/bag`
    case 'order_update':
      return `/orders/${about.text('orderId')}`
    case 'help':
      return about.text('to') === 'merchant'
        ? `/dashboard/help/${about.text('orderId')}`
        : `/orders/${about.text('orderId')}/help`
  }
}

function factsOf(about: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof about[name] === 'string' ? String(about[name]) : '')
  return {
    text,
    name: (key: string) => nameOf(text(key)),
    number: (name: string) => Number(about[name] ?? 0),
  }
}
