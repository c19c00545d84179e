import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { describeSchema } from '../../scripts/describe-schema.ts'
import { describeTypes } from '../../scripts/describe-types.ts'
import { sql } from './fixtures.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('supabase/schema.sql says what the migrations make (npm run schema writes it anew)', async () => {
  expect(await describeSchema(sql)).toBe(read('supabase/schema.sql'))
})

test('lib/supabase/database.types.ts says what the migrations make (npm run schema writes it anew)', async () => {
  expect(await describeTypes(inject('dbUrl'))).toBe(read('lib/supabase/database.types.ts'))
})
