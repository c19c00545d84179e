import type { SendResult } from './claim-attempt.ts'
import { type ClaimOutbox, createClaimOutbox, HELP_AFTER_MS, KEEP_WITHIN_MS } from './claim-outbox.ts'
import type { KeptTap, Tap } from './tap.ts'
import type { ClaimedUnits } from './tap-state.ts'

const SLUG = 'first-light'

export function claimOf(tap: Tap): ClaimedUnits {
  return {
    id: `claim of ${tap.requestId}`,
    itemId: tap.itemId,
    quantity: tap.quantity,
    status: 'held',
    expiresAt: '2026-11-22T18:05:00.000Z',
    position: 1,
  }
}

export function refusal(status: number, code: string, retryAfterSeconds: number | null = null): SendResult {
  return { kind: 'problem', status, code, retryAfterSeconds }
}

type Reply = SendResult | 'claimed'

/** A phone: what it keeps outlives the page, and every call waits until the test lets the answer through. */
export function phone() {
  const kept = new Map<string, KeptTap>()
  const tabs: ClaimOutbox[] = []
  const turns = new Map<string, Promise<unknown>>()
  let nowMs = 1_000_000
  let ids = 0
  let renewals = 0
  let helpCalls = 0
  let isDiskStuck = false
  const open = () => {
    const sent: Tap[] = []
    const answers: ((reply: Reply) => void)[] = []
    const delays: number[] = []
    const later: (() => void)[] = []
    const outbox: ClaimOutbox = createClaimOutbox({
      kind: 'claim',
      send: (tap) =>
        new Promise<SendResult>((resolve) => {
          sent.push(tap)
          answers.push((reply) =>
            resolve(reply === 'claimed' ? { kind: 'claimed', claim: claimOf(tap) } : reply),
          )
        }),
      renewPass: async () => {
        renewals += 1
      },
      kept: {
        put: (tap) =>
          isDiskStuck ? new Promise(() => {}) : Promise.resolve(void kept.set(tap.requestId, tap)),
        remove: async (requestId) => void kept.delete(requestId),
        get: async (requestId) => kept.get(requestId) ?? null,
        list: async () => [...kept.values()],
      },
      alone: (requestId, task) => {
        const turn = (turns.get(requestId) ?? Promise.resolve()).then(task)
        turns.set(requestId, turn)
        return turn
      },
      tell: (news) => {
        for (const tab of tabs) if (tab !== outbox) tab.hear(news)
      },
      askForHelp: () => {
        helpCalls += 1
      },
      lookAgain: () => {},
      newRequestId: () => {
        ids += 1
        return `request-${ids}`
      },
      wallNow: () => nowMs,
      random: () => 0,
      schedule: (task, delayMs) => {
        if (delayMs === KEEP_WITHIN_MS && isDiskStuck) task()
        if (delayMs === KEEP_WITHIN_MS || delayMs === HELP_AFTER_MS) return
        delays.push(delayMs)
        later.push(task)
      },
    })
    tabs.push(outbox)
    return {
      outbox,
      sent,
      delays,
      settle,
      async answer(reply: Reply) {
        answers.shift()?.(reply)
        await settle()
      },
      async tap(quantity = 1) {
        outbox.tap(SLUG, 'lamp', quantity)
        await settle()
      },
      async flush() {
        void outbox.flush()
        await settle()
      },
      async runLater() {
        later.shift()?.()
        await settle()
      },
      /** The tab is closed, crashes, or its process is killed: what waits in it never comes back. */
      kill() {
        tabs.splice(tabs.indexOf(outbox), 1)
        turns.clear()
      },
    }
  }
  return {
    open,
    kept,
    renewals: () => renewals,
    helpCalls: () => helpCalls,
    setDiskStuck: () => {
      isDiskStuck = true
    },
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

const settle = async () => {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve))
}
