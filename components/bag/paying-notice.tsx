import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'

/** A payment is under way, begun here or in another tab. Its units are locked until the bank has answered. */
export function PayingNotice({ orderId, units }: { orderId: string; units: number }) {
  const t = useText('bag')
  return (
    <div className="grid gap-4">
      <Notice title={t('payingTitle')}>
        <p>{t('payingDetail', { count: units })}</p>
      </Notice>
      <LinkButton href={`/orders/${orderId}`} tone="yours" size="large">
        {t('seeOrder')}
      </LinkButton>
    </div>
  )
}
