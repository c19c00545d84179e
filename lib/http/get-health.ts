import type { ApiHandler } from '#lib/http/call.ts'
import { json, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool } from '#lib/postgres/pool.ts'

const HEALTH_DEADLINE_MS = 1500

/** GET /api/health/live: this process runs and answers; says nothing about what it needs. */
export const getLive: ApiHandler = () => json(200, '{"status":"ok"}')

/** GET /api/health: 200 only when the database answers. Everybody who asks meanwhile gets the same question's answer. */
export const getHealth: ApiHandler = async () => {
  const check = shared<{ underWay: Promise<boolean> | null }>('health', () => ({ underWay: null }))
  check.underWay ??= isDatabaseThere().finally(() => {
    check.underWay = null
  })
  return (await check.underWay)
    ? json(200, '{"status":"ok"}')
    : problem('busy', {
        detail: 'The database does not answer: this instance recovers by itself once it does.',
      })
}

async function isDatabaseThere(): Promise<boolean> {
  try {
    await withDeadline('health', HEALTH_DEADLINE_MS, getPool()`select 1`)
    return true
  } catch {
    // Whatever went wrong, the answer to the question is no.
    return false
  }
}
