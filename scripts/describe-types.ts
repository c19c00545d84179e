import { generateTypescript, sortGeneratorMetadata } from '@supabase/postgrest-typegen/generation'
import { introspect } from '@supabase/postgrest-typegen/introspection'
import pg from 'pg'

/**
 * The TypeScript types of the schema `public` for supabase-js, by the generator behind `supabase gen types` (whose own
 * command needs Docker).
 */
export async function describeTypes(dbUrl: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: dbUrl, max: 1 })
  // `end` is done before its connections are: a server that stops right after still tells them so, and nobody cares.
  pool.on('error', () => undefined)
  try {
    const metadata = await introspect(pool, { includedSchemas: ['public'] })
    return await generateTypescript(sortGeneratorMetadata(metadata), { postgrestVersion: '13' })
  } finally {
    await pool.end()
  }
}
