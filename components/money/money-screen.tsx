import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { formatMoney } from '#lib/money/format-money.ts'
import type { Flag, Gap, MoneyDesk, ParkedWork } from '#lib/money-repairs/queries.ts'
import { flagWords, gapWords, repairLabel, workWords } from '#lib/money-repairs/words.ts'
import { MoneyBalance } from './money-balance.tsx'
import { RepairButton } from './repair-button.tsx'
import { TroubleList } from './trouble-list.tsx'
import { TroubleRow } from './trouble-row.tsx'

type Props = { desk: MoneyDesk; merchantNames: Readonly<Record<string, string>> }

/** Does everything agree? The answer first, then where the money is, then each exception with its button. */
export function MoneyScreen({ desk, merchantNames }: Props) {
  const { balances, gaps, parked, flags } = desk
  const isMany = Object.keys(merchantNames).length > 1
  return (
    <>
      <div className="grid gap-2">
        <h1 className="poster text-poster">Money</h1>
        <p className="text-lead text-ink-soft">
          {gaps.length === 0
            ? 'Money and stock agree: every cent Stripe knows of is an order or a refund.'
            : `${gaps.length === 1 ? 'One order needs' : `${gaps.length} orders need`} a look. What a button can mend has one.`}
        </p>
      </div>
      {balances.map((balance) => (
        <MoneyBalance
          key={balance.merchantId + balance.currency}
          balance={balance}
          merchantName={isMany ? (merchantNames[balance.merchantId] ?? null) : null}
        />
      ))}
      <TroubleList title="Gaps" count={gaps.length} empty="None. That is how it should be.">
        {gaps.map((gap) => (
          <GapRow key={gap.orderId + gap.gap} gap={gap} />
        ))}
      </TroubleList>
      <TroubleList
        title="Work that is stuck"
        count={parked.length}
        empty="None. Everything is done or being done."
      >
        {parked.map((work) => (
          <WorkRow key={work.id} work={work} />
        ))}
      </TroubleList>
      {flags.length > 0 ? (
        <TroubleList title="Disputes and warnings" count={flags.length} empty="None.">
          {flags.map((flag) => (
            <FlagRow key={flag.stripeId} flag={flag} currency={balances[0]?.currency ?? 'EUR'} />
          ))}
        </TroubleList>
      ) : null}
    </>
  )
}

function GapRow({ gap }: { gap: Gap }) {
  const id = `gap-${gap.orderId}-${gap.gap.replaceAll(' ', '-')}`
  const words = gapWords(gap.gap)
  return (
    <TroubleRow
      id={id}
      title={words.title}
      badge={<OrderLink id={gap.orderId} text={gap.number} />}
      meaning={words.meaning}
      detail={`Order of ${formatMoney(gap.totalCents, gap.currency)}. ${gap.detail}`}
      button={
        gap.repair ? (
          <RepairButton label={repairLabel(gap.repair)} describes={id} orderId={gap.orderId} gap={gap.gap} />
        ) : (
          <p className="text-note text-ink-soft">Needs a person: look at the order.</p>
        )
      }
    />
  )
}

function WorkRow({ work }: { work: ParkedWork }) {
  const id = `work-${work.id}`
  return (
    <TroubleRow
      id={id}
      title={workWords(work.kind)}
      badge={work.orderId ? <OrderLink id={work.orderId} text="Its order" /> : null}
      meaning={`Given up after ${work.attempts} tries.`}
      detail={
        <>
          <LocalTime atMs={Date.parse(work.parkedAt)} />: {work.lastError}
        </>
      }
      button={<RepairButton label="Try again" describes={id} workId={work.id} />}
    />
  )
}

function FlagRow({ flag, currency }: { flag: Flag; currency: string }) {
  const words = flagWords(flag)
  return (
    <TroubleRow
      id={`flag-${flag.stripeId}`}
      title={words.title}
      badge={flag.isClosed ? <Badge>Closed</Badge> : <Badge tone="alert">Open</Badge>}
      meaning={words.meaning}
      detail={
        <>
          <LocalTime atMs={Date.parse(flag.at)} />, {flag.reason.replaceAll('_', ' ')}
          {flag.amountCents ? `, ${formatMoney(flag.amountCents, currency)}` : ''}
        </>
      }
      button={<OrderLink id={flag.orderId} text="Its order" />}
    />
  )
}

function OrderLink({ id, text }: { id: string; text: string }) {
  return (
    <DeskLink
      href={`/dashboard/orders/${id}`}
      className="figures inline-flex min-h-12 items-center font-semibold underline decoration-line-strong underline-offset-4"
    >
      {text}
    </DeskLink>
  )
}
