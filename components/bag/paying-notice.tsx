import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** A payment is under way, begun here or in another tab. Its units are locked until the bank has answered. */
export function PayingNotice({ orderId, units }: { orderId: string; units: number }) {
  return (
    <div className="grid gap-4">
      <Notice title="A payment is under way">
        <p>
          {units === 1 ? 'One unit is' : `${units} units are`} locked for you while your bank answers. Do not
          pay again: the order shows how it ends.
        </p>
      </Notice>
      <LinkButton href={`/orders/${orderId}`} tone="yours" size="large">
        See the order
      </LinkButton>
    </div>
  )
}
