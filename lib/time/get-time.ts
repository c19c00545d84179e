import type { ApiHandler } from '#lib/http/call.ts'
import { json } from '#lib/http/problems.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** GET /api/time: `{now}` in whole milliseconds by the database's clock, never cached. */
export const getTime: ApiHandler = () => json(200, `{"now":${Math.floor(databaseNowMs())}}`)
