import type { TestProject } from 'vitest/node'
import { startTestDatabase } from '../../local/testing.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    dbUrl: string
    adminDbUrl: string
  }
}

/** One real, migrated Postgres for all database tests; every test makes its own merchant and sale. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startTestDatabase()
  project.provide('dbUrl', database.dbUrl)
  project.provide('adminDbUrl', database.adminDbUrl)
  return () => database.stop()
}
