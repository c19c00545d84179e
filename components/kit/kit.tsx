import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { KitBasics } from './kit-basics.tsx'
import { KitCards } from './kit-cards.tsx'
import { KitClaims } from './kit-claims.tsx'
import { KitClocks } from './kit-clocks.tsx'
import { KitForms } from './kit-forms.tsx'
import { KitStrips } from './kit-strips.tsx'

/** Every primitive in every state: to look at after a change, and to look something up before making it a second time. */
export function Kit({ sales, nowMs }: { sales: readonly SaleCardView[]; nowMs: number }) {
  return (
    <main className="sheet grid grid-cols-1 gap-14 py-8">
      <h1 className="poster text-poster">Kit</h1>
      <KitBasics />
      <KitStrips />
      <KitClocks nowMs={nowMs} />
      <KitClaims nowMs={nowMs} />
      <KitForms />
      <KitCards sales={sales} nowMs={nowMs} />
    </main>
  )
}
