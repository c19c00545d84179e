/** Requests to one push service at once. They name no quota; this is what keeps a connection pool busy and no more. */
const AT_ONCE = 100

type Gate = { running: number; waiting: (() => void)[]; closedUntilMs: number }

const gates = new Map<string, Gate>()

function gateOf(origin: string): Gate {
  const known = gates.get(origin)
  if (known) return known
  const gate = { running: 0, waiting: [], closedUntilMs: 0 }
  gates.set(origin, gate)
  return gate
}

/** Runs a request to `origin` once there is room for it. Bounded by who calls: a worker waits for what it has begun. */
export async function throughGate<Answer>(origin: string, request: () => Promise<Answer>): Promise<Answer> {
  const gate = gateOf(origin)
  if (gate.running >= AT_ONCE) await new Promise<void>((enter) => gate.waiting.push(enter))
  else gate.running += 1
  try {
    return await request()
  } finally {
    const next = gate.waiting.shift()
    // Whoever waits takes the place over, so that nobody slips in between.
    if (next) next()
    else gate.running -= 1
  }
}

/** A push service has had enough: nothing more goes there for so long. */
export function closeGate(origin: string, forMs: number): void {
  const gate = gateOf(origin)
  gate.closedUntilMs = Math.max(gate.closedUntilMs, Date.now() + forMs)
}

/** For how long nothing may go to this push service; 0 when it may. */
export function closedForMs(origin: string): number {
  return Math.max(0, gateOf(origin).closedUntilMs - Date.now())
}
