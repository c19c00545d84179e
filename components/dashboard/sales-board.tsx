'use client'

import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { MySale } from '#lib/merchants/my-sales.ts'
import { groupSales } from '#lib/merchants/sale-groups.ts'
import type { RealtimeAddress } from './merchant-channel.ts'
import { SaleCard } from './sale-card.tsx'
import { useLiveSales } from './use-live-sales.ts'

type Props = {
  initial: MySale[]
  merchantIds: readonly string[]
  address: RealtimeAddress
  /** The server's time when the page was made, milliseconds since 1970. */
  renderedAtMs: number
  /** Whether the viewer builds sales: then what is over can be used again. */
  mayBuild: boolean
  children?: ReactNode
}

/** All sales of the merchant, what is live first, each with its units where they are right now. */
export function SalesBoard({ initial, merchantIds, address, renderedAtMs, mayBuild, children }: Props) {
  const { sales, isFresh } = useLiveSales(initial, merchantIds, address)
  const { live, upcoming, ended } = groupSales(sales)
  return (
    <>
      <div className="grid gap-3">
        <h1 className="poster text-poster">My sales</h1>
        {isFresh ? null : (
          <Notice tone="held" title="These figures may be old">
            <p>The shop does not answer. Check the connection; this page keeps trying by itself.</p>
          </Notice>
        )}
      </div>
      {children}
      {sales.length === 0 ? (
        <p className="max-w-prose text-lead text-ink-soft">
          No sale yet. The first one you schedule appears here, with every unit of it.
        </p>
      ) : null}
      <SaleGroup
        title="Live"
        sales={live}
        renderedAtMs={renderedAtMs}
        whenEmpty={sales.length > 0 ? 'Nothing is live right now.' : null}
      />
      <SaleGroup title="Upcoming" sales={upcoming} renderedAtMs={renderedAtMs} />
      <SaleGroup title="Ended" sales={ended} renderedAtMs={renderedAtMs} mayBuild={mayBuild} />
    </>
  )
}

type GroupProps = {
  title: string
  sales: MySale[]
  renderedAtMs: number
  whenEmpty?: string | null
  mayBuild?: boolean
}

function SaleGroup({ title, sales, renderedAtMs, whenEmpty = null, mayBuild = false }: GroupProps) {
  if (sales.length === 0 && whenEmpty === null) return null
  const id = `group-${title.toLowerCase()}`
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="poster text-heading">
        {title}
      </h2>
      {sales.length === 0 ? <p className="text-ink-soft">{whenEmpty}</p> : null}
      {sales.map((sale) => (
        <SaleCard key={sale.id} sale={sale} renderedAtMs={renderedAtMs} mayBuild={mayBuild} />
      ))}
    </section>
  )
}
