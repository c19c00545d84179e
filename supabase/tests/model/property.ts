import fc from 'fast-check'
import type { Settings } from './state.ts'

/**
 * A failure prints its seed, its path and, for a sequence, the path of its commands. The same again:
 * `FC_SEED=… FC_PATH=… FC_REPLAY=… npx vitest run --project db supabase/tests/model -t '<name of the test>'`.
 * Longer: `FC_RUNS=2000`.
 */
export const REPLAY_PATH = process.env.FC_REPLAY

/** Shrinking ends in time to print what it has; on a machine so slow that nothing fails until then, that is a failure too. */
const INTERRUPT_AFTER_MS = 120_000

/** A run that was asked for by hand takes as long as it takes. */
export const TEST_TIMEOUT_MS = process.env.FC_RUNS ? 3_600_000 : 180_000

export function assertParameters(runs: number) {
  const { FC_SEED, FC_PATH, FC_RUNS } = process.env
  return {
    numRuns: FC_RUNS ? Number(FC_RUNS) : runs,
    ...(FC_RUNS ? {} : { interruptAfterTimeLimit: INTERRUPT_AFTER_MS, markInterruptAsFailure: true }),
    ...(FC_SEED ? { seed: Number(FC_SEED) } : {}),
    ...(FC_PATH ? { path: FC_PATH } : {}),
  }
}

/** Little of everything, so that all of it is fought over. */
export const anySettings: fc.Arbitrary<Settings> = fc.record({
  items: fc.constantFrom(1, 1, 2, 2, 3, 4),
  stock: fc.constantFrom(1, 2, 2, 3, 3, 4, 5, 6),
  limit: fc.constantFrom(1, 2, 2, 3, 3),
  shoppers: fc.integer({ min: 4, max: 6 }),
  lapsesForgiven: fc.constantFrom(0, 0, 0, 1, 2),
  lineMax: fc.constantFrom(1, 2, 10, 10),
  opensIn: fc.constantFrom('past', 'past', 'past', 'past', 'past', 'past', 'past', 'future'),
})
