import { callDatabase } from '../../_shared/database.ts'
import { numberOf, type Payload } from '../payload.ts'

/** People a page. A hundred thousand are five of them, a few hundred milliseconds each. */
const PAGE = 20_000
const PAGES_MAX = 1_000

/** Shares a message out among shards, which send-push sends. One that fails goes on where it was. */
export async function push(payload: Payload): Promise<void> {
  const outboxId = numberOf(payload, 'outbox_id')
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const isAll = await callDatabase('share_push', { p_outbox_id: outboxId, p_limit: PAGE })
    if (isAll === true) return
  }
  throw new Error(`Message ${outboxId} has more people than ${PAGE * PAGES_MAX}.`)
}
