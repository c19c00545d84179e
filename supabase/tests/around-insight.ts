import { sql, uuid } from './fixtures.ts'

/** Rights around the control room and insight: see permission-matrix.ts for the letters. Members see them through functions only. */
export const aroundInsight = {
  tables: {
    insight_counts: ['', '', '', '', 'SIUD'],
    page_events: ['', '', '', '', 'SIUD'],
    count_clock: ['', '', '', '', 'SU'],
    sale_count_changes: ['', '', '', '', 'SIUD'],
    sale_samples: ['', '', '', '', 'SIUD'],
    sale_totals: ['', '', '', '', 'SIUD'],
  } as Record<string, readonly [string, string, string, string, string]>,
  callable: ['control_room', 'insight'],
  definers: ['control_room', 'ensure_page_day', 'insight', 'keep_page_days'],
}

/** Something of each, so that there is a row to be seen or not. */
export async function recordInsight(saleId: string): Promise<void> {
  await sql`update count_clock set sampled_at = '-infinity'`
  await sql`select note_refusals(array[${saleId}]::uuid[], array['refused_busy'], array[1])`
  await sql`select keep_sale_counts()`
  const [sale] = await sql`select slug from sales where id = ${saleId}`
  const event = {
    sale: sale?.slug,
    visit: uuid(),
    kind: 'view',
    device: 'phone',
    source: 'direct',
    is_bot: false,
    weight: 1,
  }
  await sql`select record_page_events(${sql.json([event])})`
  await sql`select note_refusals(array[${saleId}]::uuid[], array['refused_busy'], array[1])`
}
