import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'

type Props = {
  saleSlug: string
  saleTitle: string
  /** Something was held here and its time ran out. */
  hasLapsed: boolean
  /** In line for something of this sale. */
  isWaiting: boolean
  isOver: boolean
  /** What this shopper has already bought in the sale. */
  paidOrderId: string | null
}

const WIDTH = 'w-full sm:w-auto'

/** Nothing is held: either nothing was, or the clock ran out, or it is paid. Says which, and where to go; what is bought leads. */
export function EmptyBag({ saleSlug, saleTitle, hasLapsed, isWaiting, isOver, paidOrderId }: Props) {
  const t = useText('bag')
  const state = hasLapsed ? 'lapsed' : isWaiting ? 'waiting' : paidOrderId ? 'paid' : 'empty'
  const isPaid = state === 'paid'
  const back = (
    <LinkButton
      key="back"
      href={`/sales/${saleSlug}`}
      tone={isPaid ? 'quiet' : 'hot'}
      size={isPaid ? 'regular' : 'large'}
      className={WIDTH}
    >
      {t(isOver ? 'seeHowEnded' : 'backToSale', { sale: saleTitle })}
    </LinkButton>
  )
  const bought = paidOrderId ? (
    <LinkButton
      key="bought"
      href={`/orders/${paidOrderId}`}
      tone="yours"
      size={isPaid ? 'large' : 'regular'}
      className={WIDTH}
    >
      {t('seeBought')}
    </LinkButton>
  ) : null
  return (
    <div className="grid max-w-prose justify-items-start gap-5">
      <span aria-hidden className="flex h-14 w-full max-w-xs gap-1.5">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((tick) => (
          <span
            key={tick}
            className={`flex-1 ${isPaid ? 'bg-yours' : 'border-2 border-dashed border-line-strong'}`}
          />
        ))}
      </span>
      <h2 className="poster text-heading">{t(`${state}Title`)}</h2>
      <p className="text-lead text-ink-soft">{t(`${state}Detail`)}</p>
      {isPaid ? [bought, back] : [back, bought]}
    </div>
  )
}
