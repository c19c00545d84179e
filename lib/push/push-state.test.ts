import { expect, test } from 'vitest'
import { type PushFacts, pushStateOf } from './push-state.ts'

const PHONE: PushFacts = {
  publicKey: 'BKey',
  hasPush: true,
  isIos: false,
  isInstalled: false,
  permission: 'default',
  isSubscribed: false,
}

test.each<[string, Partial<PushFacts>, string]>([
  ['a phone that was never asked', {}, 'ask'],
  ['one that said yes', { permission: 'granted' }, 'allowed'],
  ['one that is subscribed', { permission: 'granted', isSubscribed: true }, 'on'],
  ['one that said no, though it was subscribed', { permission: 'denied', isSubscribed: true }, 'denied'],
  ['an iPhone in Safari', { isIos: true, hasPush: false, permission: null }, 'needs_install'],
  ['an old iPhone from the home screen', { isIos: true, hasPush: false, isInstalled: true }, 'unsupported'],
  ['an iPhone from the home screen', { isIos: true, isInstalled: true }, 'ask'],
  ['a browser without push', { hasPush: false, permission: null }, 'unsupported'],
  ['any phone when the shop does not push', { publicKey: null, permission: 'granted' }, 'unsupported'],
])('%s: %j is %s', (_name, facts, state) => {
  expect(pushStateOf({ ...PHONE, ...facts })).toBe(state)
})
