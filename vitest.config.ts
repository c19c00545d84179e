import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const empty = fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url))
const shared = { alias: { 'server-only': empty } }

/** One project per script: `npm run test:unit` runs the project `unit`, and so on. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: shared,
        test: {
          name: 'unit',
          include: [
            'lib/**/*.test.ts',
            'components/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
        },
      },
      {
        resolve: shared,
        test: {
          name: 'db',
          include: ['supabase/tests/**/*.test.ts'],
          globalSetup: ['supabase/tests/database.ts'],
          // tick() is for the whole database: files would do each other's housekeeping.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: shared,
        test: {
          name: 'local',
          include: ['local/**/*.test.ts'],
          // They wait more than they compute, and share nothing: vitest's own choice on two cores would be one at a time.
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: shared,
        test: {
          name: 'http',
          include: ['e2e/http/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: shared,
        test: {
          name: 'faults',
          include: ['faults/**/*.test.ts'],
          // Each file has servers and a database of its own, and both cores are theirs while it runs.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
