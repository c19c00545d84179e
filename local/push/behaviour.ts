/** What a push service may be told to do instead of taking a push. */
export type Behaviour = { status: number | 'hang'; retryAfterSeconds: number | null; times: number }

const STATUSES = [201, 400, 401, 403, 404, 410, 413, 429, 500, 502, 503]
const EVERYBODY = '*'

/** The switches: for one device, or for all that have none of their own. */
export class Behaviours {
  readonly #set = new Map<string, Behaviour>()

  set(deviceId: string | null, behaviour: Behaviour): void {
    this.#set.set(deviceId ?? EVERYBODY, behaviour)
  }

  calm(): void {
    this.#set.clear()
  }

  /** How this push is treated, counted down; null when it is simply taken. */
  next(deviceId: string): Behaviour | null {
    const name = this.#set.has(deviceId) ? deviceId : EVERYBODY
    const behaviour = this.#set.get(name)
    if (!behaviour) return null
    behaviour.times -= 1
    if (behaviour.times <= 0) this.#set.delete(name)
    return behaviour.status === 201 ? null : behaviour
  }

  list(): [who: string, behaviour: Behaviour][] {
    return [...this.#set]
  }
}

/** Reads `{subscription?, status, retryAfterSeconds?, times?}`; a sentence when it is something else. */
export function readBehaviour(
  value: unknown,
): { subscription: string | null; behaviour: Behaviour } | { problem: string } {
  const { subscription = null, status, retryAfterSeconds = null, times = Infinity } = Object(value)
  if (status !== 'hang' && !STATUSES.includes(Number(status)))
    return { problem: `status is "hang" or one of ${STATUSES.join(', ')}.` }
  if (subscription !== null && typeof subscription !== 'string')
    return { problem: 'subscription is an id or an endpoint.' }
  if (retryAfterSeconds !== null && !(Number(retryAfterSeconds) >= 0))
    return { problem: 'retryAfterSeconds is a number of seconds.' }
  if (!(Number(times) >= 1)) return { problem: 'times is how many pushes are treated so, at least 1.' }
  return {
    subscription,
    behaviour: {
      status: status === 'hang' ? 'hang' : Number(status),
      retryAfterSeconds: retryAfterSeconds === null ? null : Number(retryAfterSeconds),
      times: Number(times),
    },
  }
}
