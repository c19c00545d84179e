import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { SaleBuilder } from '#components/builder/sale-builder.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listProducts } from '#lib/products/queries.ts'
import { getSaleDraft } from '#lib/sale-drafts/queries.ts'
import { formOf } from '#lib/sale-drafts/sale-form.ts'
import { getSaleDefaults } from '#lib/stores/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Build a sale', robots: { index: false } }

/** Until the browser has said which one it is in. */
const DEFAULT_ZONE = 'UTC'
const NOTHING_YET = [
  'title',
  'items',
  'opensAt',
  'closesAt',
  'heroUrl',
  'category',
  'returnsNote',
  'shippingCents',
  'taxBasisPoints',
]

export default async function SaleBuilderPage({ params }: { params: Promise<{ id: string }> }) {
  const { merchant, role } = await requireMerchant()
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  if (!mayDo(role, 'build_sales')) {
    return (
      <main id="main" className="sheet py-8">
        <NotYourRole what="Building sales" />
      </main>
    )
  }
  const [draft, products] = await Promise.all([getSaleDraft(merchant.id, id), listProducts(merchant.id)])
  const defaults = draft ? null : await getSaleDefaults(merchant.id)
  const built = {
    id,
    merchantId: merchant.id,
    currency: merchant.currency,
    version: draft?.version ?? null,
    // A new one begins with what the store has said once, in its settings.
    form: formOf(draft?.content ?? defaults, DEFAULT_ZONE, merchant.currency),
    gaps: draft?.gaps ?? NOTHING_YET.filter((place) => (defaults?.[place] ?? '') === ''),
  }
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
      <header>
        <DeskLink href="/dashboard" className="text-note font-semibold underline">
          All sales
        </DeskLink>
        <h1 className="poster mt-2 text-poster">{draft ? 'Draft of a sale' : 'New sale'}</h1>
      </header>
      <SaleBuilder key={id} built={built} products={products} />
    </main>
  )
}
