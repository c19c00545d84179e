import type { Insight } from '#lib/insight/insight.ts'

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })

/** What these figures are and are not, so that nobody believes them more than they deserve. */
export function HowCounted({ insight }: { insight: Insight }) {
  const { bots, keptShare } = insight
  return (
    <section aria-labelledby="how-counted" className="grid max-w-prose gap-2 text-note text-ink-soft">
      <h3 id="how-counted" className="text-body font-bold text-ink">
        How this is counted
      </h3>
      <p>
        A visit is one tab on one day, not a person: somebody with a phone and a laptop is two. Who asks not
        to be tracked (Do Not Track, Global Privacy Control), blocks scripts or leaves at once is not among
        them, so there were more. No cookies, no addresses and no other company are involved.
      </p>
      <p>
        Claims, orders and money are not told by pages: the shop counts them itself, exactly. That is why
        there can be more claims than visits that tried.
      </p>
      <p>
        {bots === 0
          ? 'No program that says it is one came by.'
          : `${bots.toLocaleString('en')} visits were of programs that say so; they are left out.`}{' '}
        Programs that pretend to be a person cannot be told apart and are counted.
      </p>
      <p>
        {keptShare < 0.999
          ? `The shop was too busy to keep every visit: ${percent.format(keptShare)} were kept, and figures by pages are estimated from those.`
          : 'Every visit that was told was kept; nothing is estimated.'}
      </p>
    </section>
  )
}
