import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import postgres from 'postgres'
import { apiPart, functionsPart } from '../../local/parts.ts'
import { allowLocalPush } from '../../local/push/allow.ts'
import { gatherCrowd, openFor, standingOf } from '../../local/push/crowd.ts'
import type { SubscriptionJson } from '../../local/push/devices.ts'
import { say } from '../../local/say.ts'
import { startTestDatabase } from '../../local/testing.ts'
import { readUsage } from '../processes/usage.ts'
import { spreadOf } from '../report/spread.ts'
import type { Told } from './fake.ts'

/**
 * `npm run bench:push [-- devices [rounds]]`: a sale opens for 100,000 devices. Measures from the moment it is open to the last device
 * told, three times, against a push service in a process of its own that verifies and decrypts everything it gets.
 */
const [devicesWanted = 100_000, rounds = 3] = process.argv.slice(2).map(Number)

type Fake = { child: ChildProcess; devices: SubscriptionJson[]; tally(): Promise<Record<string, number>> }

async function startFake(port: number, publicKey: string): Promise<Fake> {
  const child = fork(join(import.meta.dirname, 'fake.ts'), [String(port), String(devicesWanted), publicKey])
  const devices: SubscriptionJson[] = []
  await new Promise<void>((ready, failed) => {
    child.on('message', (told: Told) => {
      if ('devices' in told) devices.push(...told.devices)
      if ('ready' in told) ready()
    })
    child.once('exit', (code) => failed(new Error(`The push service ended with ${code}.`)))
  })
  return {
    child,
    devices,
    async tally() {
      child.send('tally')
      const [told] = (await once(child, 'message')) as [Told]
      if (!('tally' in told)) throw new Error('The push service told something else.')
      return told.tally
    },
  }
}

async function main(): Promise<void> {
  const database = await startTestDatabase({ isDurable: true })
  const { config } = database
  const signal = new AbortController().signal
  const sql = postgres(database.dbUrl, { max: 2, onnotice: () => undefined })
  const fake = await startFake(config.ports.local, config.keys.vapidPublicKey)
  await allowLocalPush(config)
  const parts = await Promise.all([apiPart(config).start(signal), functionsPart(config).start(signal)])
  const [api, functions] = parts
  const roots = {
    sender: functions.identity?.pid ?? 0,
    gateway: api.identity?.pid ?? 0,
    'push service': fake.child.pid ?? 0,
  }
  const rates: number[] = []
  try {
    say(
      `${fake.devices.length} devices, ${rounds} rounds; the push service verifies and decrypts every message.`,
    )
    let saleId = await gatherCrowd(sql, fake.devices)
    for (let round = 1; round <= rounds; round += 1) {
      const before = readUsage(roots)
      const begun = performance.now()
      const sharedMs = await openFor(sql, saleId)
      while ((await standingOf(sql, saleId)).left > 0)
        await callSender(config.urls.api, config.keys.secretKey)
      const seconds = (performance.now() - begun) / 1000
      const after = readUsage(roots)
      const standing = await standingOf(sql, saleId)
      const used = Object.keys(roots).map((name) => {
        const spent = (after?.cpuSeconds[name] ?? 0) - (before?.cpuSeconds[name] ?? 0)
        return `${name} ${spent.toFixed(1)} s`
      })
      rates.push(standing.sent / seconds)
      say(
        `${round}: ${standing.sent} sent in ${seconds.toFixed(1)} s (${Math.round(standing.sent / seconds)}/s), shared out in ${Math.round(sharedMs)} ms; processor: ${used.join(', ')}`,
      )
      say(
        `   devices by how many they got: ${JSON.stringify(await fake.tally())}; ${JSON.stringify(standing)}`,
      )
      if (round < rounds) saleId = await nextSale(saleId)
    }
    const spread = spreadOf(rates.map(Math.round))
    say(`Sent per second: median ${spread?.median}, ${spread?.min} to ${spread?.max}.`)
  } finally {
    for (const part of parts) await part.stop()
    fake.child.disconnect()
    await sql.end()
    await database.stop()
  }

  /** The same people ask to be told of the next one. */
  async function nextSale(before: string): Promise<string> {
    const next = await gatherCrowd(sql, [])
    await sql`insert into reminders (sale_id, user_id) select ${next}, user_id from reminders where sale_id = ${before}`
    await sql`analyze reminders`
    return next
  }
}

async function callSender(apiUrl: string, secretKey: string): Promise<void> {
  const answer = await fetch(`${apiUrl}/functions/v1/send-push`, {
    method: 'POST',
    headers: { apikey: secretKey },
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The sender answered ${answer.status}: ${text.slice(0, 300)}`)
}

await main()
