import { strict as assert } from 'node:assert'
import { isPushEndpoint } from './push-endpoints.ts'

Deno.test('the push services of the browsers are known', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/dGVzdA:APA91b',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://web.push.apple.com/QGuQyavXutnMH',
    'https://wns2-am3p.notify.windows.com/w/?token=BQYAAA%3d',
  ])
    assert.equal(isPushEndpoint(endpoint, null), true, endpoint)
})

Deno.test('nothing else is ever called: other hosts, schemes, ports, names and passwords, tricks of spelling', () => {
  for (const endpoint of [
    'http://fcm.googleapis.com/fcm/send/x',
    'https://fcm.googleapis.com:8443/fcm/send/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilfcm.googleapis.com/x',
    'https://evil.example/https://fcm.googleapis.com/x',
    'https://push.services.mozilla.com/x',
    'https://evil.example/.push.services.mozilla.com/x',
    'https://user:word@fcm.googleapis.com/x',
    'https://fcm.googleapis.com@127.0.0.1/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost:54321/rest/v1/',
    'https://FCM.googleapis.com/x',
    'https://fcm.googleapis.com\\@evil.example/x',
    'https://fcm.googleapis.com/x y',
    'https://fcm.googleapis.com/\nx',
    'https://fcm.googleapis.com',
    'file:///etc/passwd',
    'data:text/plain,x',
    '',
  ])
    assert.equal(isPushEndpoint(endpoint, null), false, endpoint)
})

Deno.test('a push service of one’s own is called at its very origin and at no other', () => {
  const own = 'http://127.0.0.1:54324'
  assert.equal(isPushEndpoint(`${own}/local/push/to/x`, own), true)
  assert.equal(isPushEndpoint(`${own}/local/push/to/x`, null), false)
  assert.equal(isPushEndpoint('http://127.0.0.1:54321/rest', own), false)
  assert.equal(isPushEndpoint('http://127.0.0.1:543245/x', own), false)
})
