import type { LocalConfig } from '../config.ts'
import { withConnection } from '../postgres/migrate.ts'

/** Lets subscriptions point to the push service of this machine, at the port it has now. */
export async function allowLocalPush(config: LocalConfig): Promise<void> {
  await withConnection(config.dbUrl, async (sql) => {
    await sql`delete from public.push_services where origin like 'http://127.0.0.1:%' and origin <> ${config.urls.local}`
    await sql`insert into public.push_services (origin) values (${config.urls.local}) on conflict do nothing`
  })
}
