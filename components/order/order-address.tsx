import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Order } from '#lib/orders/queries.ts'

/** Where it goes, when it was ordered, and whom to ask. */
export function OrderAddress({ order }: { order: Order }) {
  const t = useText('orders')
  const subject = encodeURIComponent(t('mailSubject', { number: order.number }))
  return (
    <section
      aria-label={t('deliveryAndHelp')}
      className="grid gap-6 border-t border-line pt-6 sm:grid-cols-2"
    >
      <div className="grid content-start gap-1">
        <h2 className="font-bold">{t('goesTo')}</h2>
        <address className="not-italic">
          {[order.name, ...order.addressLines].map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same
            <span key={index} className="block break-words">
              <bdi>{line}</bdi>
            </span>
          ))}
        </address>
      </div>
      <div className="grid content-start gap-1">
        <h2 className="font-bold">{t('somethingWrong')}</h2>
        <p className="text-ink-soft">{t('merchantAnswers', { merchant: order.merchantName })}</p>
        <LinkButton href={`/orders/${order.id}/help`} className="my-2 justify-self-start">
          {t('askForHelp')}
        </LinkButton>
        <a
          href={`mailto:${order.supportEmail}?subject=${subject}`}
          className="inline-flex min-h-12 items-center justify-self-start font-semibold break-all underline underline-offset-4"
        >
          {order.supportEmail}
        </a>
      </div>
    </section>
  )
}
