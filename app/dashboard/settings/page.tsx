import type { Metadata } from 'next'
import { PaymentCard } from '#components/stores/payment-card.tsx'
import { SettingsForm } from '#components/stores/settings-form.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listMySales } from '#lib/merchants/queries.ts'
import { typedMoney } from '#lib/money/parse-money.ts'
import { canStoresBeOpened } from '#lib/stores/may-open-store.ts'
import { paymentAccountOf } from '#lib/stores/payment-account.ts'
import { getStore, getStoreSteps, type Store } from '#lib/stores/queries.ts'
import type { StoreForm } from '#lib/stores/schema.ts'
import { mayDo } from '#lib/team/permissions.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'Settings', robots: { index: false } }

function formOf({ merchants, ...store }: Store): StoreForm {
  const { shipping_cents: cents, tax_basis_points: basisPoints } = store
  return {
    name: merchants.name,
    story: merchants.story,
    supportEmail: merchants.support_email,
    logoUrl: merchants.logo_url,
    currency: merchants.currency,
    shipping: cents === null ? '' : typedMoney(cents, merchants.currency),
    shippingNote: store.shipping_note,
    returnsNote: store.returns_note,
    taxPercent: basisPoints === null ? '' : String(basisPoints / 100),
    taxName: store.tax_name,
    capture: store.capture,
  }
}

export default async function SettingsPage() {
  const { merchant, role } = await requireMerchant()
  if (!mayDo(role, 'edit_store')) {
    return (
      <main id="main" className="sheet py-8">
        <NotYourRole what="Changing the store" />
      </main>
    )
  }
  const [store, steps, sales] = await Promise.all([
    getStore(merchant.id),
    getStoreSteps(merchant.id),
    listMySales(merchant.id),
  ])
  const heardAt = steps?.heard_at ?? null
  return (
    <main id="main" className="sheet grid max-w-3xl grid-cols-1 gap-10 py-8">
      <h1 className="poster text-poster">Settings</h1>
      <SettingsForm
        key={merchant.id}
        merchantId={merchant.id}
        version={store.version}
        store={formOf(store)}
        canChangeCurrency={sales.length === 0}
      />
      <PaymentCard
        merchantId={merchant.id}
        account={paymentAccountOf(getEnv(), heardAt, databaseNowMs())}
        heardAt={heardAt}
      />
      {canStoresBeOpened(getEnv()) ? (
        <DeskLink
          href="/dashboard/open-store"
          className="flex min-h-12 items-center justify-self-start underline underline-offset-4"
        >
          Open another store
        </DeskLink>
      ) : null}
    </main>
  )
}
