import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { WEBHOOK_EVENTS } from './webhook-events.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('Stripe is asked for exactly the events that something is done about', () => {
  const handled = readdirSync(`${root}supabase/functions/stripe-webhook/events`)
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
  expect([...WEBHOOK_EVENTS].sort()).toEqual(handled.sort())
})

test('who deploys by the handbook subscribes to every one of them', () => {
  const handbook = readFileSync(`${root}docs/deploy.md`, 'utf8')
  expect(WEBHOOK_EVENTS.filter((type) => !handbook.includes(`\`${type}\``))).toEqual([])
})
