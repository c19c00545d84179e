import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One message as the inbox keeps it. `receivedAt` is ISO-8601 UTC. */
export type StoredMail = {
  id: string
  receivedAt: string
  from: string
  /** Addresses of the envelope: everyone it was handed over for. */
  to: string[]
  subject: string
  text: string
  html: string
}

export type MailStore = {
  /** Newest first. `to` narrows to messages for that address. */
  list(to?: string): StoredMail[]
  get(id: string): StoredMail | null
  add(mail: Omit<StoredMail, 'id' | 'receivedAt'>): StoredMail
  clear(): void
}

const MAX_MESSAGES = 500

/** Keeps the newest 500 messages, one file each in `<stateDir>/inbox`, so that they are there after a restart. */
export function openMailStore(stateDir: string): MailStore {
  const folder = join(stateDir, 'inbox')
  mkdirSync(folder, { recursive: true })
  const fileOf = (mail: StoredMail) => join(folder, `${mail.id}.json`)
  let mails: StoredMail[] = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readMail(join(folder, name)))
  let added = 0
  const trim = () => {
    for (const old of mails.slice(0, Math.max(0, mails.length - MAX_MESSAGES)))
      rmSync(fileOf(old), { force: true })
    mails = mails.slice(-MAX_MESSAGES)
  }
  trim()
  return {
    list: (to) =>
      mails
        .filter((mail) => !to || mail.to.some((address) => address.toLowerCase() === to.toLowerCase()))
        .toReversed(),
    get: (id) => mails.find((mail) => mail.id === id) ?? null,
    add(mail) {
      const receivedAt = new Date().toISOString()
      // File names sort by time and, within a millisecond, by arrival; the rest keeps two writers apart.
      added += 1
      const order = `${receivedAt.replace(/\D/g, '')}-${String(added).padStart(6, '0')}`
      const stored = { id: `${order}-${randomUUID().slice(0, 8)}`, receivedAt, ...mail }
      writeFileSync(fileOf(stored), JSON.stringify(stored), { mode: 0o600 })
      mails.push(stored)
      trim()
      return stored
    },
    clear() {
      for (const mail of mails) rmSync(fileOf(mail), { force: true })
      mails = []
    },
  }
}

function readMail(path: string): StoredMail[] {
  try {
    return [JSON.parse(readFileSync(path, 'utf8'))]
  } catch {
    // Torn by a killed process: one message of a demo inbox is not worth refusing to start.
    rmSync(path, { force: true })
    return []
  }
}
