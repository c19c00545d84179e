import { Check } from 'lucide-react'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { type Step, stepsOf } from '#lib/stores/checklist.ts'
import type { PaymentAccount } from '#lib/stores/payment-account.ts'
import type { StoreSteps } from '#lib/stores/queries.ts'
import { StoreMove } from './store-move.tsx'

type Props = { merchantId: string; steps: StoreSteps; account: PaymentAccount }

/** What a new store still needs until its first sale, and samples to try it with. */
export function StoreChecklist({ merchantId, steps, account }: Props) {
  const list = stepsOf(steps, account)
  const next = list.findIndex(({ isDone }) => !isDone)
  const left = list.filter(({ isDone }) => !isDone).length
  return (
    <section
      aria-labelledby="set-up"
      className="grid max-w-3xl gap-4 rounded-card border border-line bg-paper-raised p-4 sm:p-6"
    >
      <div className="grid gap-1">
        <h2 id="set-up" className="poster text-heading">
          {left === 0 ? 'The store is set up' : 'To your first sale'}
        </h2>
        <p className="figures text-ink-soft">
          {left === 0 ? 'Everything on the list is done.' : `${list.length - left} of ${list.length} done.`}
        </p>
      </div>
      <ol className="divide-y divide-line">
        {list.map((step, at) => (
          <StepRow key={step.title} step={step} place={at + 1} isNext={at === next} />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        {left === 0 ? <StoreMove merchantId={merchantId} move="dismiss" label="Put this list away" /> : null}
        {steps.has_samples ? (
          <>
            <p className="grow text-note text-ink-soft">Two products and a draft here are samples.</p>
            <StoreMove merchantId={merchantId} move="remove" label="Remove the samples" />
          </>
        ) : left > 0 ? (
          <>
            <p className="grow text-note text-ink-soft">
              Rather look around first? Samples are named so, and go again in one tap.
            </p>
            <StoreMove merchantId={merchantId} move="add" label="Add samples" />
          </>
        ) : null}
      </div>
    </section>
  )
}

function StepRow({ step, place, isNext }: { step: Step; place: number; isNext: boolean }) {
  const { title, about, href, isDone } = step
  return (
    <li>
      <DeskLink
        href={href}
        aria-current={isNext ? 'step' : undefined}
        className="grid min-h-14 grid-cols-[2rem_minmax(0,1fr)] items-center gap-3 rounded-card py-3 hover:bg-paper-sunk"
      >
        <span
          aria-hidden
          className={`figures grid size-8 place-items-center rounded-full text-note font-bold ${
            isDone
              ? 'bg-yours text-on-yours'
              : isNext
                ? 'bg-ink text-paper'
                : 'border border-line-strong text-ink-soft'
          }`}
        >
          {isDone ? <Check className="size-4" /> : place}
        </span>
        <span className="grid">
          <span className={isDone ? 'text-ink-soft' : 'font-semibold underline underline-offset-4'}>
            {title}
            {isDone ? <span className="sr-only"> (done)</span> : null}
          </span>
          <span className="text-note text-ink-soft">{about}</span>
        </span>
      </DeskLink>
    </li>
  )
}
