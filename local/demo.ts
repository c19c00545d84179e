import { join } from 'node:path'
import type { Sql } from 'postgres'
import { DEMO_MERCHANT, type LocalConfig } from './config.ts'
import { runSqlFile, withConnection } from './postgres/migrate.ts'
import { Problem } from './problem.ts'

const DEMO_FILE = join(import.meta.dirname, 'postgres', 'demo.sql')

/** Renews the demo sales (see demo.sql). Right before the addresses are printed, so that a minute is a minute. */
export async function renewDemoSales(config: LocalConfig): Promise<void> {
  await withConnection(config.dbUrl, (sql) => runSqlFile(sql, DEMO_FILE))
}

async function findUser(sql: Sql): Promise<string | null> {
  const [user] = await sql<{ id: string }[]>`select id from auth.users where email = ${DEMO_MERCHANT.email}`
  return user?.id ?? null
}

/** Signs the demo merchant up as anybody would, over HTTP. */
async function signUp(config: LocalConfig): Promise<void> {
  const response = await fetch(`${config.urls.api}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: config.keys.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify(DEMO_MERCHANT),
    signal: AbortSignal.timeout(10_000),
  })
  const body = await response.text()
  if (!response.ok) {
    throw new Problem(
      `The demo merchant could not be signed up (${response.status} ${body.slice(0, 300)}): run \`npm run reset\`.`,
    )
  }
}

/** Makes sure the demo merchant can sign in and owns the demo brand. Does nothing when that is so already. */
export async function createDemoMerchant(config: LocalConfig): Promise<void> {
  await withConnection(config.adminDbUrl, async (sql) => {
    let userId = await findUser(sql)
    if (!userId) {
      await signUp(config)
      userId = await findUser(sql)
    }
    await sql`
      insert into public.merchant_members (merchant_id, user_id, role)
      select id, ${userId}, 'owner' from public.merchants where slug = 'tidewater'
      on conflict do nothing`
  })
}
