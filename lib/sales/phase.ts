/** upcoming: not open; live: open for claims; paused: the merchant stopped it for a moment; ended: closed, cancelled or over. */
export type SalePhase = 'upcoming' | 'live' | 'paused' | 'ended'

export type SaleTimes = {
  opensAtMs: number
  closesAtMs: number
  /** What the server last said; it knows of pauses and early ends, which times alone do not tell. */
  lastPhase: SalePhase
}

/**
 * The phase at an instant of the server's clock. It flips at zero by itself: the server's last word decides only what times cannot
 * (a pause, an early end). Same rule as the SQL function sale_phase().
 */
export function phaseOf(sale: SaleTimes, serverNowMs: number): SalePhase {
  if (sale.lastPhase === 'ended' || serverNowMs >= sale.closesAtMs) return 'ended'
  if (serverNowMs < sale.opensAtMs) return 'upcoming'
  return sale.lastPhase === 'paused' ? 'paused' : 'live'
}
