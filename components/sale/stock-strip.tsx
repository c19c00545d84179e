import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'

type TickKind = 'open' | 'held' | 'sold' | 'unknown'

const KINDS: Record<TickKind, string> = {
  open: 'border-2 border-ink',
  held: 'hatch border-2 border-ink',
  sold: 'border-2 border-ink bg-ink',
  // Nothing is known about this place, so nothing is drawn but the line it would stand on.
  unknown: 'border-b-2 border-line-strong',
}

const TICKS_MAX = 60
/** From this many on, ticks are drawn finer. */
const FINE_FROM = 20

/** The same, drawn finer: on a phone sixty ticks of full strength would be one black band. */
const FINE_KINDS: Record<TickKind, string> = {
  open: 'border border-ink',
  held: 'hatch border border-ink',
  sold: 'border border-ink bg-ink',
  unknown: 'border-b border-line-strong',
}

function Tick({ kind, grow = 1, isFine = false }: { kind: TickKind; grow?: number; isFine?: boolean }) {
  return (
    <span
      className={`block min-w-0 transition-colors duration-150 ${(isFine ? FINE_KINDS : KINDS)[kind]}`}
      style={{ flex: `${grow} 1 0` }}
    />
  )
}

type CountsProps = { free: number; held: number; sold: number; className?: string }

/**
 * The stock strip where every unit is known: one tick per unit up to 60, a bar in proportion beyond. Free is open, held is hatched,
 * sold is solid. The words beside it say the same; it is hidden from screen readers.
 */
export function StockStrip({ free, held, sold, className = '' }: CountsProps) {
  const counts = [
    ['sold', sold],
    ['held', held],
    ['open', free],
  ] as const
  const total = free + held + sold
  const isBar = total > TICKS_MAX
  const isFine = total >= FINE_FROM && !isBar
  return (
    <span aria-hidden className={`flex h-6 ${isBar ? '' : isFine ? 'gap-px' : 'gap-[2px]'} ${className}`}>
      {counts.flatMap(([kind, count]) =>
        isBar
          ? [count > 0 ? <Tick key={kind} kind={kind} grow={count} /> : null]
          : Array.from({ length: count }, (_, at) => (
              <Tick key={`${kind}-${String(at)}`} kind={kind} isFine={isFine} />
            )),
      )}
    </span>
  )
}

const PLACES = 10

type PublicProps = { item: ItemSnapshot; seenFree: number; className?: string }

/**
 * The stock strip as far as the public may know. Above ten units the row of open ticks runs on past its end. From ten down every open
 * tick is one free unit, and a solid one is a unit that went while this phone was watching (`seenFree` is the most it has seen); the
 * other places stay empty, because whether there ever were such units is not known. Nothing free is one hatched or one solid band.
 */
export function PublicStockStrip({ item, seenFree, className = '' }: PublicProps) {
  const free = item.free ?? PLACES
  const band = item.state === 'all_held' ? 'held' : item.state === 'sold_out' ? 'sold' : null
  const runsOn = item.state === 'available' ? 'ltr:mask-r-from-60% rtl:mask-l-from-60%' : ''
  return (
    <span aria-hidden data-strip className={`flex h-6 gap-[3px] ${runsOn} ${className}`}>
      {band ? (
        <Tick kind={band} />
      ) : (
        Array.from({ length: item.state === 'available' ? PLACES + 4 : PLACES }, (_, at) => (
          <Tick
            key={String(at)}
            kind={item.state === 'available' || at < free ? 'open' : at < seenFree ? 'sold' : 'unknown'}
          />
        ))
      )}
    </span>
  )
}

/** A whole sale at a glance: one block per item, in the state of that item. A sale of one item shows that item's own strip. */
export function SaleStrip({ items, className = '' }: { items: readonly ItemSnapshot[]; className?: string }) {
  const [only] = items
  if (only && items.length === 1) return <PublicStockStrip item={only} seenFree={0} className={className} />
  return (
    <span aria-hidden className={`flex h-6 gap-[3px] ${className}`}>
      {items.map((item) => (
        <Tick
          key={item.id}
          kind={item.state === 'all_held' ? 'held' : item.state === 'sold_out' ? 'sold' : 'open'}
        />
      ))}
    </span>
  )
}
