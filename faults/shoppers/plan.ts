import { createRandom, type Random } from './random.ts'

export type StepKind =
  /** Tap: claim units, and go on with the same request id until there is a clear answer. */
  | 'claim'
  /** Several different claims of one item at the same time, from several tabs: a limit is for all of them together. */
  | 'burst'
  /** Send the last claim again, as a page does that was reloaded. */
  | 'retry'
  | 'release'
  /** Put the phone down: what is held runs out. */
  | 'lapse'
  | 'wait'
  | 'leave'
  /** Claim and pay at once. */
  | 'buy'
  | 'pay'
  /** Pay, with a webhook that is slow and comes twice. */
  | 'pay_late'
  /** The card is declined; the claims are held again. */
  | 'decline'
  /** The card is declined, and the same payment succeeds after all when the claims may have run out. */
  | 'decline_then_pay'
  /** Open the order and walk away: the intent is cancelled when the time to pay is over. */
  | 'walk_away'

/** How a request is sent: once; twice at the same time, to two servers where there are two; or by a phone that gives up. */
export type Manner = 'once' | 'twice' | 'gives_up'

export type Step = {
  /** After the start of the run. */
  atMs: number
  kind: StepKind
  item: number
  quantity: number
  requestId: string
  /** Of the other taps of a burst. */
  burstIds: string[]
  manner: Manner
  /** When a phone that gives up stops listening. */
  patienceMs: number
  server: number
  /** How late the webhook of a late payment is. */
  delayMs: number
}

export type ShopperPlan = { id: string; steps: Step[] }

export type PlanSettings = {
  shoppers: number
  items: number
  durationMs: number
  /** Between two steps of one shopper, on average. */
  pauseMs: number
  servers: number
  /** How often each kind is chosen, relative to each other. */
  weights: Partial<Record<StepKind, number>>
  /** Share of requests sent twice, and of phones that give up. */
  twice: number
  givesUp: number
  maxQuantity: number
}

/** What everybody is going to do, decided before the run: nothing in it depends on how the run goes. */
export function makePlan(seed: number, settings: PlanSettings): ShopperPlan[] {
  const random = createRandom(seed)
  return Array.from({ length: settings.shoppers }, () => ({
    id: random.uuid(),
    steps: makeSteps(random, settings),
  }))
}

function makeSteps(random: Random, settings: PlanSettings): Step[] {
  const steps: Step[] = []
  let atMs = random.next() * Math.min(settings.pauseMs, settings.durationMs)
  while (atMs < settings.durationMs) {
    steps.push({
      atMs: Math.round(atMs),
      // Nobody can begin with anything else.
      kind: steps.length === 0 ? 'claim' : pickKind(random, settings.weights),
      item: random.int(0, settings.items - 1),
      quantity: random.chance(0.7) ? 1 : random.int(1, settings.maxQuantity),
      requestId: random.uuid(),
      burstIds: [random.uuid(), random.uuid(), random.uuid()],
      manner: pickManner(random, settings),
      patienceMs: random.int(1, 60),
      server: random.int(0, settings.servers - 1),
      delayMs: random.int(100, 1500),
    })
    atMs += settings.pauseMs * (0.3 + 1.4 * random.next())
  }
  return steps
}

function pickKind(random: Random, weights: PlanSettings['weights']): StepKind {
  const choices = Object.entries(weights) as [StepKind, number][]
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [kind, weight] of choices) {
    left -= weight
    if (left < 0) return kind
  }
  return 'claim'
}

function pickManner(random: Random, settings: PlanSettings): Manner {
  const drawn = random.next()
  if (drawn < settings.twice) return 'twice'
  return drawn < settings.twice + settings.givesUp ? 'gives_up' : 'once'
}
