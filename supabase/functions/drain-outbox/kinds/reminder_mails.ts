import { callDatabase } from '../../_shared/database.ts'
import { type Payload, textOf } from '../payload.ts'

const PAGE = 2_000
const PAGES_MAX = 10_000

/** Writes a reminder by mail for everybody who wants one of this sale and has no device to push to. */
export async function reminderMails(payload: Payload): Promise<void> {
  const [saleId, opensAt] = [textOf(payload, 'sale_id'), textOf(payload, 'opens_at')]
  let after: unknown = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const args = { p_sale_id: saleId, p_opens_at: opensAt, p_after: after, p_limit: PAGE }
    after = await callDatabase('write_reminder_mails', args)
    if (after === null) return
  }
}
