import { sql, uuid } from './fixtures.ts'

/** Rights around stores being opened and set up: see permission-matrix.ts for the letters. Members write by functions only. */
export const aroundStores = {
  tables: {
    store_openings: ['', '', '', '', 'SIUD'],
    store_settings: ['', 's', 's', 'S', 'SIUD'],
  } as Record<string, readonly [string, string, string, string, string]>,
  callable: ['add_samples', 'dismiss_checklist', 'remove_samples', 'save_store', 'store_checklist'],
  definers: [
    'add_samples',
    'dismiss_checklist',
    'make_store_settings',
    'remove_samples',
    'save_store',
    'store_checklist',
  ],
}

/** Something of each, so that there is a row to be seen or not. */
export async function recordStore(merchantId: string): Promise<void> {
  await sql`insert into store_openings (request_id, merchant_id, opened_by) values (${uuid()}, ${merchantId}, ${uuid()})`
}
