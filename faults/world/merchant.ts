import { randomUUID } from 'node:crypto'
import { withDeadline } from '#lib/postgres/deadline.ts'
import type { Outcome } from '../history/history.ts'
import type { Meanwhile } from './round.ts'

const DEADLINE_MS = 8000
const DONE = new Set([
  'paused',
  'resumed',
  'extended',
  'closed',
  'cancelled',
  'withdrawn',
  'restocked',
  'repeated',
])
const REASON = 'It has to be'

type Rows = PromiseLike<readonly { outcome: string }[]>

/** What a merchant can do in the middle of the rush. Each move is sent twice at once, as by an impatient finger. */
export function createMerchant({ recorder, sql, saleId, itemIds }: Meanwhile) {
  async function twice(move: string, call: (requestId: string) => Rows): Promise<Outcome[]> {
    const requestId = randomUUID()
    const once = () =>
      recorder.ask('merchant', 'sql', 'merchant_move', { move, requestId }, async () => {
        const [row] = await withDeadline(move, DEADLINE_MS, call(requestId))
        const code = row?.outcome ?? 'nothing'
        return { type: DONE.has(code) ? 'ok' : 'fail', status: null, code: `${move} ${code}` }
      })
    return Promise.all([once(), once()])
  }
  const item = (number: number) => itemIds[number] ?? ''
  return {
    pause: () => twice('pause', (id) => sql`select pause_sale(${saleId}, ${REASON}, ${id}) as outcome`),
    resume: () => twice('resume', (id) => sql`select resume_sale(${saleId}, ${REASON}, ${id}) as outcome`),
    close: () => twice('close', (id) => sql`select close_sale(${saleId}, ${REASON}, ${id}) as outcome`),
    cancel: () => twice('cancel', (id) => sql`select cancel_sale(${saleId}, ${REASON}, ${id}) as outcome`),
    extend: (seconds: number) =>
      twice('extend', (id) => {
        return sql`
          select extend_sale(${saleId}, s.closes_at + ${seconds} * interval '1 second', ${REASON}, ${id}) as outcome
          from sales s where s.id = ${saleId}`
      }),
    /** Null takes all that are free. */
    withdraw: (number: number, units: number | null) =>
      twice('withdraw', (id) => {
        return sql`select withdraw_stock(${item(number)}, ${units}, ${REASON}, ${id}) as outcome`
      }),
    restock: (number: number, units: number) =>
      twice('restock', (id) => sql`select restock(${item(number)}, ${units}, ${REASON}, ${id}) as outcome`),
  }
}
