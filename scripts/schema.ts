import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { startTestDatabase } from '../local/testing.ts'
import { describeSchema } from './describe-schema.ts'
import { describeTypes } from './describe-types.ts'

/** `npm run schema`: writes supabase/schema.sql and lib/supabase/database.types.ts from the migrations as they are. */
const root = fileURLToPath(new URL('..', import.meta.url))
const database = await startTestDatabase()
const sql = postgres(database.dbUrl, { max: 1 })
try {
  writeFileSync(`${root}supabase/schema.sql`, await describeSchema(sql))
  writeFileSync(`${root}lib/supabase/database.types.ts`, await describeTypes(database.dbUrl))
  process.stdout.write('Wrote supabase/schema.sql and lib/supabase/database.types.ts.\n')
} finally {
  await sql.end()
  await database.stop()
}
