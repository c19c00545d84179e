import { createClient, type SupabaseClient, type SupabaseClientOptions } from '@supabase/supabase-js'
import postgres, { type Sql } from 'postgres'
import type { LocalConfig } from '../config.ts'
import { startTestDatabase, testLog } from '../testing.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ApiSettings, readSettings } from './settings.ts'

/** One running API on a database of its own, with what tests reach for. */
export type TestApi = {
  config: LocalConfig
  url: string
  /** Role postgres, as migrations run. */
  sql: Sql
  /** A client that keeps its session to itself; with the publishable key unless another is given. */
  client(key?: string, options?: SupabaseClientOptions<'public'>): SupabaseClient
  /** Stops the API and starts it again on the same database. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts Postgres and the API on free ports. `changes` replaces settings of supabase/config.toml. */
export async function startTestApi(changes: Partial<ApiSettings> = {}): Promise<TestApi> {
  const database = await startTestDatabase()
  const { config } = database
  const settings = { ...readSettings({}, 'no such file'), ...changes }
  const sql = postgres(config.dbUrl, { max: 2, onnotice: () => undefined })
  let gateway: Gateway = await startGateway(config, testLog, settings)
  return {
    config,
    url: config.urls.api,
    sql,
    client: (key = config.keys.publishableKey, options = {}) =>
      createClient(config.urls.api, key, {
        ...options,
        auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, ...options.auth },
      }),
    async restart() {
      await gateway.close()
      gateway = await startGateway(config, testLog, settings)
    },
    async stop() {
      await sql.end({ timeout: 1 })
      await gateway.close()
      await database.stop()
    },
  }
}

type Answer = { data: unknown; error: { message: string } | null }

/** The data of an answer; its error fails the test. */
export function dataOf<A extends Answer>(answer: A): NonNullable<Extract<A, { error: null }>['data']> {
  if (answer.error) throw new Error(answer.error.message)
  if (answer.data === null || answer.data === undefined) throw new Error('The answer has no data.')
  return answer.data
}

let people = 0

/** An address and a password that nobody has yet. */
export function newPerson(): { email: string; password: string } {
  people += 1
  return { email: `person-${people}@stampede.test`, password: 'correct horse' }
}

/** Signs a new person up; gives its client, user and session. */
export async function signUp(api: TestApi) {
  const person = newPerson()
  const client = api.client()
  const { user, session } = dataOf(await client.auth.signUp(person))
  if (!user || !session) throw new Error('Signing up gave no session.')
  return { client, user, session, person }
}
