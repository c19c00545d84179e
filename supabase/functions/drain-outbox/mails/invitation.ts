import type { Mail } from './mail.ts'
import { sayIn } from './say.ts'
import { instantOf, nameOf } from './words.ts'

/** An invitation as the Data API answers it. */
export type MailInvitation = {
  email: string
  role: string
  expires_at: string
  merchants: { name: string; support_email: string }
}

const ROLES: Readonly<Record<string, string>> = {
  owner: 'an owner: everything, the team and the money too',
  manager: 'a manager: sales, products, orders and refunds',
  packer: 'a packer: ship orders and answer shoppers',
}

/** To somebody who is asked into a team. In English, as the dashboard is. */
export function invitation(row: MailInvitation, token: string, shopUrl: string): Mail {
  const name = nameOf(row.merchants.name)
  return {
    language: 'en',
    subject: `Join ${name} on Stampede`,
    preview: `As ${ROLES[row.role] ?? row.role}`,
    heading: `Join the team of ${name}`,
    blocks: [
      { kind: 'text', text: `You are invited as ${ROLES[row.role] ?? row.role}.` },
      {
        kind: 'text',
        text: `The link is for ${row.email} alone and works once, until ${instantOf(row.expires_at, sayIn('en'))}.`,
      },
    ],
    button: { label: 'See the invitation', url: `${shopUrl}/dashboard/join/${token}` },
    notes: [
      'You did not expect this? Then leave it: nothing happens without you.',
      `Questions? Write to ${row.merchants.support_email}.`,
    ],
    from: name,
  }
}
