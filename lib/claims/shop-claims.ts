import { keepLastHeard } from '#lib/offline/last-heard.ts'
import { createPassKeeper, type PassKeeper } from '#lib/passes/keep-pass.ts'
import { idle, onWake } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import type { LineWatch } from '#lib/waits/watch-line.ts'
import { deviceStorage } from './device-storage.ts'
import { createLateOutbox, type TapBox } from './late-outbox.ts'
import { createMyClaims, type MyClaims } from './my-claims.ts'

/**
 * What the pages of this shop share in one browser tab: what I hold and wait for, what I have tapped (to claim, and to
 * get in line), and who I am. Browser only.
 */
export type ShopClaims = {
  mine: MyClaims
  outbox: TapBox
  lineOutbox: TapBox
  line: LineWatch
  passes: PassKeeper
}

let shop: ShopClaims | null = null

const CLAIMS_KEY = 'stampede.claims'
const EARLY_KEY = 'stampede.early-taps'
const EARLY_LINE_KEY = 'stampede.early-line-taps'
/** After a failure to load the code that sends taps. */
const ENGINE_AGAIN_MS = 3000

export function getShopClaims(): ShopClaims {
  shop ??= createShopClaims()
  return shop
}

function createShopClaims(): ShopClaims {
  const claimsStorage = deviceStorage(CLAIMS_KEY)
  const mine = createMyClaims({ fetch: (path, init) => fetch(path, init), storage: claimsStorage })
  const passes = createPassKeeper({
    fetch: (path, init) => fetch(path, init),
    serverNow: () => getShopClock().now(),
    random: Math.random,
    schedule: (task, delayMs) => setTimeout(task, delayMs),
    onPass: () => void mine.read(),
  })
  window.addEventListener('storage', (event) => {
    if (event.key === CLAIMS_KEY) mine.noticeOtherTab()
  })
  onWake(() => {
    passes.wake()
    // A device that was never anybody has nothing to ask for.
    if (mine.getState().isKnown) void mine.read()
  })
  keepLastHeard(mine)
  if (mine.getState().isKnown) void mine.read()
  return { mine, passes, ...loadEngine(mine, passes) }
}

/** The outboxes, and what asks about one's place in line, as soon as their code is there. */
function loadEngine(mine: MyClaims, passes: PassKeeper): Pick<ShopClaims, 'outbox' | 'lineOutbox' | 'line'> {
  let isLoading = false
  let noticeStock = () => {}
  const hurry = () => {
    if (isLoading) return
    isLoading = true
    load().catch(() => {
      // No network just now, and perhaps a tap that waits for it.
      isLoading = false
      outbox.despair()
      lineOutbox.despair()
      setTimeout(hurry, ENGINE_AGAIN_MS)
    })
  }
  const outbox = createLateOutbox(hurry, deviceStorage(EARLY_KEY))
  const lineOutbox = createLateOutbox(hurry, deviceStorage(EARLY_LINE_KEY))
  const load = async () => {
    const { startClaimEngine } = await import('./claim-engine.ts')
    const engine = startClaimEngine(mine, passes)
    outbox.arrive(engine.outbox)
    lineOutbox.arrive(engine.lineOutbox)
    noticeStock = engine.line.noticeStock
  }
  void idle().then(hurry)
  return { outbox, lineOutbox, line: { noticeStock: () => noticeStock() } }
}
