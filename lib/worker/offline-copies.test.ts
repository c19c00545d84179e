import { expect, test } from 'vitest'
import { offlineCopy, pickLanguage } from './offline-copies.ts'

test('a copy for offline does not say when it was sent, and keeps the policy its scripts run under', async () => {
  const policy = "script-src 'nonce-abc'"
  const answer = new Response('<p>Offline</p>', {
    headers: {
      'server-timing': 'clock;dur=1',
      'content-security-policy': policy,
      'content-type': 'text/html',
    },
  })
  const copy = await offlineCopy(answer)
  expect(copy.headers.get('server-timing')).toBeNull()
  expect(copy.headers.get('content-security-policy')).toBe(policy)
  expect(copy.headers.get('content-type')).toBe('text/html')
  expect(await copy.text()).toBe('<p>Offline</p>')
})

test.each([
  [['de-AT', 'en'], 'de'],
  [['fr', 'ar'], 'ar'],
  [['fr'], 'en'],
  [[], 'en'],
])('for %j the copy is %s', (wanted, language) => {
  expect(pickLanguage(wanted, ['en', 'de', 'ar'])).toBe(language)
})

test('without any copy there is none', () => {
  expect(pickLanguage(['en'], [])).toBeNull()
})
