import { type Locks, PAYING } from './paying-lock.ts'

/** Every tab takes the lock for an instant when it learns that nobody pays; who updates in that instant waits it out. */
const PATIENCE_MS = 250

/** Runs the task only if nobody pays, and nobody begins to while it runs. Answers whether it ran. */
export async function ifNobodyPays(locks: Locks | undefined, task: () => Promise<void>): Promise<boolean> {
  if (!locks) {
    await task()
    return true
  }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  let hasBegun = false
  try {
    await locks.request(PAYING, { signal }, () => {
      hasBegun = true
      return task()
    })
    return true
  } catch (error) {
    if (hasBegun || !signal.aborted) throw error
    return false
  }
}

/** Resolves once nobody pays in any tab. */
export async function untilNobodyPays(locks: Locks | undefined): Promise<void> {
  await locks?.request(PAYING, () => {})
}
