import nodemailer from 'nodemailer'
import { requireVariable } from '../_shared/environment.ts'
import type { Message } from './mails/mail.ts'

const TIMEOUT_MS = 10_000

export type Envelope = {
  to: { name: string; address: string }
  replyTo: string
  /** Unique for what the mail says. The same mail sent twice (the first answer got lost) is one to a mail program. */
  id: string
}

/** What erase_orders() leaves of an address: nobody to write to. */
const ERASED = /@erased\.invalid$/

/** Hands one mail over; to somebody who deleted their account, none. Throws when that fails, so that it is tried again. */
export async function sendMail({ to, replyTo, id }: Envelope, message: Message): Promise<void> {
  if (ERASED.test(to.address)) return
  const from = requireVariable('MAIL_FROM')
  const transport = nodemailer.createTransport({
    url: requireVariable('SMTP_URL'),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  try {
    await transport.sendMail({ from, to, replyTo, messageId: `<${id}@${domain}>`, ...message })
  } finally {
    transport.close()
  }
}
