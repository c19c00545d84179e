import type { Exchange, HistoryEvent } from '../history/history.ts'
import type { RULES } from './check.ts'
import type { ClaimRow, MovementRow, OrderRow, Tables, WaitRow } from './tables.ts'

/**
 * A small history that is true, for the checker's own tests: every test changes one thing in it into a lie.
 *
 * One item of three units, limit two, sale open from 0 to 100,000. Ada claims two (positions 1), Bo one (2); Cy is told
 * `all_held` and waits (place 1), Di waits behind (place 2). Bo gives the unit back: it is offered to Cy. Ada pays; Cy
 * pays; then Eve is told `sold_out` and Di is still waiting. The database's clock is the recorder's plus 1000.
 */
export type MadeUp = {
  exchanges: Exchange[]
  tables: {
    [name in keyof Tables]: Tables[name] extends readonly (infer Row)[] ? Row[] : Tables[name]
  }
}

export function madeUp(): MadeUp {
  const claim = (
    id: string,
    shopperId: string,
    quantity: number,
    position: number,
    createdAtMs: number,
  ): ClaimRow => ({
    id,
    requestId: `${shopperId}-request`,
    shopperId,
    saleId: 'sale',
    itemId: 'item',
    quantity,
    status: 'paid',
    position,
    orderId: `order-of-${shopperId}`,
    createdAtMs,
  })
  const moved = (
    atMs: number,
    kind: MovementRow['kind'],
    claimId: string | null,
    quantity: number,
  ): MovementRow => ({
    itemId: 'item',
    claimId,
    kind,
    quantity,
    cause: kind === 'claimed' ? 'claim_stock' : 'made up',
    atMs,
    commit: String(atMs),
  })
  const order = (shopperId: string, claimId: string, totalCents: number): OrderRow => ({
    id: `order-of-${shopperId}`,
    shopperId,
    status: 'paid',
    totalCents,
    chargedCents: totalCents,
    refundedCents: 0,
    claimIds: [claimId],
  })
  const wait = (shopperId: string, place: number, createdAtMs: number): WaitRow => ({
    id: `wait-of-${shopperId}`,
    requestId: `${shopperId}-wait`,
    itemId: 'item',
    shopperId,
    quantity: 1,
    place,
    status: 'waiting',
    claimId: null,
    createdAtMs,
    offeredAtMs: null,
    endedAtMs: null,
  })
  return {
    exchanges: [
      asked(1, 'ada', 100, 150, 2, { type: 'ok', code: 'new', claim: told('A', 2, 1) }),
      asked(2, 'bo', 200, 250, 1, { type: 'ok', code: 'new', claim: told('B', 1, 2) }),
      asked(3, 'cy', 300, 350, 1, { type: 'fail', code: 'all_held' }),
      {
        ...asked(4, 'cy', 400, 450, 1, { type: 'ok', code: 'new' }),
        action: 'join_line',
        ...placed('cy', 1),
      },
      {
        ...asked(5, 'di', 500, 550, 1, { type: 'ok', code: 'new' }),
        action: 'join_line',
        ...placed('di', 2),
      },
      {
        ...asked(6, 'bo', 600, 650, 1, { type: 'ok', code: 'done' }),
        action: 'release',
        asked: { claimId: 'B' },
      },
      ...[7, 8].map((id): Exchange => {
        const paid = asked(id, 'stripe', id * 100, id * 100 + 50, 1, { type: 'ok', code: 'settled' })
        return {
          ...paid,
          action: 'settle_order',
          asked: { orderId: id === 7 ? 'order-of-ada' : 'order-of-cy' },
        }
      }),
      asked(9, 'eve', 20_000, 20_050, 1, { type: 'fail', code: 'sold_out' }),
    ],
    tables: {
      clockOffsetMs: 1000,
      sales: [{ id: 'sale', status: 'scheduled', opensAtMs: 0, closesAtMs: 100_000 }],
      items: [{ id: 'item', saleId: 'sale', limit: 2, stock: 3, free: 0, held: 0, sold: 3, withdrawn: 0 }],
      claims: [
        claim('A', 'ada', 2, 1, 1125),
        { ...claim('B', 'bo', 1, 2, 1225), status: 'released', orderId: null },
        { ...claim('C', 'cy', 1, 3, 1625), requestId: 'made for the offer' },
      ],
      movements: [
        moved(500, 'opened', null, 3),
        moved(1125, 'claimed', 'A', 2),
        moved(1225, 'claimed', 'B', 1),
        { ...moved(1625, 'released', 'B', 1), commit: 'offer' },
        { ...moved(1625, 'claimed', 'C', 1), commit: 'offer', cause: 'offer' },
        moved(1725, 'paid', 'A', 2),
        moved(1825, 'paid', 'C', 1),
      ],
      orders: [order('ada', 'A', 2000), order('cy', 'C', 1000)],
      waits: [
        { ...wait('cy', 1, 1425), status: 'taken', claimId: 'C', offeredAtMs: 1625, endedAtMs: 1825 },
        wait('di', 2, 1525),
      ],
      moves: [],
      audits: [],
    },
  }
}

type Said = { type: 'ok' | 'fail' | 'info'; code: string; claim?: ReturnType<typeof told> }

/** A claim request and its answer. */
export function asked(
  id: number,
  who: string,
  sentAtMs: number,
  answeredAtMs: number,
  quantity: number,
  said: Said,
): Exchange {
  return {
    id,
    who,
    where: 'server 1',
    action: 'claim',
    asked: { requestId: `${who}-request`, itemId: 'item', quantity },
    sentAtMs,
    answeredAtMs,
    outcome: { status: null, ...said },
  }
}

export function told(id: string, quantity: number, position: number) {
  return { id, itemId: 'item', quantity, position }
}

function placed(who: string, place: number): Pick<Exchange, 'asked' | 'outcome'> {
  return {
    asked: { requestId: `${who}-wait`, itemId: 'item', quantity: 1 },
    outcome: {
      type: 'ok',
      status: 201,
      code: 'new',
      wait: { id: `wait-of-${who}`, itemId: 'item', quantity: 1, place },
    },
  }
}

/** The events that these requests and answers were recorded as. */
export function historyOf(exchanges: readonly Exchange[]): HistoryEvent[] {
  return exchanges.flatMap(({ sentAtMs, answeredAtMs, outcome, ...rest }) => {
    const sent: HistoryEvent = { type: 'invoke', atMs: sentAtMs, ...rest }
    return outcome && answeredAtMs !== null ? [sent, { id: rest.id, atMs: answeredAtMs, ...outcome }] : [sent]
  })
}

/** What the rule must find when this is done to the true history. */
export type Lie = [rule: keyof typeof RULES, lie: string, tell: (story: MadeUp) => void]

export function at<T>(rows: readonly T[], index: number): T {
  const row = rows.at(index)
  if (!row) throw new Error(`There is no row ${index}.`)
  return row
}
