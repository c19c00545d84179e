import { sql } from './fixtures.ts'

/** Who may do what with push: see permissions.test.ts for the letters. */
export const aroundPush = {
  tables: {
    push_clock: ['', '', '', '', 'SU'],
    push_messages: ['', '', '', '', 'SIUD'],
    push_services: ['', '', '', '', 'SIUD'],
    push_settings: ['', 's', 'S', 's', 'SIUD'],
    push_shards: ['', '', '', '', 'SIUD'],
    push_subscriptions: ['', 'c', 'c', 'c', 'SIUD'],
    reminders: ['', 's', 'S', 's', 'SIUD'],
  },
  definers: ['notifications_of', 'reach_of', 'write_reminder_mails'],
} as const

/** A shopper who wants to be told, so that there is a row to be seen or not. */
export async function recordPush(shopper: string): Promise<void> {
  await sql`insert into auth.users (id, is_anonymous) values (${shopper}, true)`
  await sql`select set_push_settings(${shopper}, array['offer'], array[true])`
  await sql`select save_push_subscription(${shopper}, 'shopper', 'https://web.push.apple.com/of-the-matrix', ${`B${'x'.repeat(86)}`},
    ${'y'.repeat(22)}, 'en', 'UTC', null)`
  await sql`insert into reminders (sale_id, user_id) select id, ${shopper} from sales limit 1`
  await sql`
    with message as (
      insert into push_messages (outbox_id, kind, side, payload, about, tag, expires_at)
      values (0, 'offer', 'shopper', '{}', '{}', 'matrix', now()) returning id
    )
    insert into push_shards (message_id, subscription_ids, left_ids, sent, done_at)
    select id, array[1], '{}', 1, now() from message`
}
