import { deviceStorage } from '#lib/claims/device-storage.ts'
import type { ServerClock } from './server-clock.ts'

/** Kept only from a sample this good: half a second is less than anybody reads off a countdown of minutes. */
const UNCERTAINTY_MAX_MS = 500
const kept = deviceStorage('stampede.clock')

/** Keeps how far the device's clock is from the server's, for a page that opens without a network. */
export async function keepClockOffset(clock: ServerClock): Promise<void> {
  await clock.sample()
  if (clock.uncertaintyMs() <= UNCERTAINTY_MAX_MS) kept.write(String(Math.round(clock.now() - Date.now())))
}

/** The server's time as this device last knew the difference, milliseconds since 1970; null when it never did. */
export function keptServerNowMs(): number | null {
  const text = kept.read()
  const offsetMs = Number(text)
  return text !== null && Number.isFinite(offsetMs) ? Date.now() + offsetMs : null
}
