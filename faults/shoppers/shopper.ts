import { signPass } from '#lib/passes/pass.ts'
import type { Asked, Outcome } from '../history/history.ts'
import type { Recorder } from '../history/recorder.ts'
import { type Bank, pause } from './bank.ts'
import { isUndecided, type Sent, send } from './phone.ts'
import type { ShopperPlan, Step } from './plan.ts'

/** How long a phone goes on sending an unanswered request; the shop's page does so for a quarter of an hour. */
const PERSIST_MS = 25_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 800

export type Shop = {
  saleId: string
  itemIds: readonly string[]
  /** Where phones send to; may change while they run (a server that moved, a line that got bad). */
  origins: readonly string[]
  passSecret: string
  recorder: Recorder
  bank: Bank
  /** True when the run has shown what it should: nobody begins another step then. */
  isOver(): boolean
}

type Kept = { claimId: string; step: Step }

/** Carries out one shopper's plan; settles when all of it was answered. Never rejects for what the shop does. */
export async function shop(plan: ShopperPlan, at: Shop, startMs: number): Promise<void> {
  const shopper = createShopper(plan.id, at)
  for (const step of plan.steps) {
    const waitMs = startMs + step.atMs - performance.now()
    if (waitMs > 0) await pause(waitMs)
    if (at.isOver()) return
    await shopper.do(step)
  }
}

function createShopper(id: string, at: Shop) {
  const pass = signPass(
    { shopperId: id, saleId: at.saleId, expiresAtMs: Date.now() + 3_600_000 },
    at.passSecret,
  )
  let bag: Kept[] = []
  let lastTap: Step | null = null
  const places: string[] = []

  function ask(
    server: number,
    action: 'claim' | 'release' | 'join_line' | 'leave_line',
    asked: Asked,
    sent: Pick<Sent, 'method' | 'path' | 'body' | 'patienceMs'>,
  ): Promise<Outcome> {
    const number = server % at.origins.length
    const origin = at.origins[number] ?? ''
    return at.recorder.ask(id, `server ${number + 1}`, action, asked, () => send({ ...sent, origin, pass }))
  }

  /** Sends until there is a clear answer: first in the step's own manner, then again and again, each time to the next server. */
  async function persist(
    step: Step,
    once: (server: number, patienceMs?: number) => Promise<Outcome>,
  ): Promise<Outcome> {
    const deadline = performance.now() + PERSIST_MS
    let outcomes: Outcome[]
    if (step.manner === 'twice') outcomes = await Promise.all([once(step.server), once(step.server + 1)])
    else outcomes = [await once(step.server, step.manner === 'gives_up' ? step.patienceMs : undefined)]
    for (let tries = 1; ; tries += 1) {
      const decided = outcomes.find(({ type }) => type === 'ok') ?? outcomes.find((one) => !isUndecided(one))
      if (decided) return decided
      if (performance.now() > deadline) return outcomes[0] ?? { type: 'info', status: null, code: 'gave_up' }
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)))
      outcomes = [await once(step.server + tries)]
    }
  }

  async function claim(step: Step): Promise<void> {
    const { requestId, quantity } = step
    const body = { itemId: at.itemIds[step.item] ?? '', quantity, requestId }
    const outcome = await persist(step, (server, patienceMs) =>
      ask(server, 'claim', body, {
        method: 'POST',
        path: '/api/claims',
        body,
        ...(patienceMs ? { patienceMs } : {}),
      }),
    )
    lastTap = step
    if (outcome.claim && !bag.some((kept) => kept.claimId === outcome.claim?.id))
      bag.push({ claimId: outcome.claim.id, step })
  }

  async function release(step: Step): Promise<void> {
    const kept = bag.shift()
    if (!kept) return
    const path = `/api/claims/${kept.claimId}`
    await persist(step, (server, patienceMs) =>
      ask(
        server,
        'release',
        { claimId: kept.claimId },
        { method: 'DELETE', path, ...(patienceMs ? { patienceMs } : {}) },
      ),
    )
  }

  async function joinLine(step: Step): Promise<void> {
    const { requestId, quantity } = step
    const body = { itemId: at.itemIds[step.item] ?? '', quantity, requestId }
    const outcome = await persist(step, (server, patienceMs) =>
      ask(server, 'join_line', body, {
        method: 'POST',
        path: '/api/waits',
        body,
        ...(patienceMs ? { patienceMs } : {}),
      }),
    )
    if (outcome.wait && !places.includes(outcome.wait.id)) places.push(outcome.wait.id)
  }

  async function leaveLine(step: Step): Promise<void> {
    const waitId = places.shift()
    if (!waitId) return
    const path = `/api/waits/${waitId}`
    await persist(step, (server) => ask(server, 'leave_line', { waitId }, { method: 'DELETE', path }))
  }

  async function pay(step: Step): Promise<void> {
    const payment = await at.bank.openOrder(id, at.saleId, step.requestId)
    if (!payment || step.kind === 'walk_away') return
    bag = []
    if (step.kind === 'decline' || step.kind === 'decline_then_pay') await at.bank.decline(payment)
    if (step.kind === 'decline') return
    if (step.kind !== 'pay') await pause(step.delayMs)
    await at.bank.succeed(payment, step.kind === 'pay' ? 1 : 2)
  }

  return {
    async do(step: Step): Promise<void> {
      switch (step.kind) {
        case 'claim':
          return claim(step)
        case 'burst':
          await Promise.all(
            [step.requestId, ...step.burstIds].map((requestId) => claim({ ...step, requestId })),
          )
          return
        case 'buy':
          await claim(step)
          return pay({ ...step, kind: 'pay', requestId: step.burstIds[0] ?? step.requestId })
        case 'retry':
          return claim(lastTap ?? step)
        case 'release':
          return release(step)
        case 'lapse':
          bag = []
          return
        case 'wait':
          return joinLine(step)
        case 'leave':
          return leaveLine(step)
        default:
          return pay(step)
      }
    },
  }
}
