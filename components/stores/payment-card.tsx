import { Card } from '#components/ui/card.tsx'
import { type PaymentAccount, paymentWords } from '#lib/stores/payment-account.ts'
import { PaymentCheck } from './payment-check.tsx'

type Props = { merchantId: string; account: PaymentAccount; heardAt: Date | null }

/** Where the money of the store goes, as it is, and what is to be done about it. */
export function PaymentCard({ merchantId, account, heardAt }: Props) {
  const { title, about, toDo } = paymentWords(account)
  return (
    <section id="payments" aria-labelledby="payments-title" className="grid scroll-mt-20 gap-4">
      <h2 id="payments-title" className="poster text-heading">
        Payments
      </h2>
      <Card className="grid gap-2 p-4">
        <p className="font-bold">{title}</p>
        <p>{about}</p>
        <p className="text-ink-soft">{toDo}</p>
        {account.isHeard !== null && heardAt ? (
          <p className="figures text-note text-ink-soft">
            Last heard of: {heardAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, to the hour.
          </p>
        ) : null}
        <PaymentCheck merchantId={merchantId} />
      </Card>
    </section>
  )
}
