import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { DeskButton, DeskLink } from '#components/ui/desk-link.tsx'
import { PAGE_ROWS, type ThreadRow } from '#lib/help/queries.ts'

type Props = { threads: ThreadRow[]; total: number; search: string; page: number }

const STATES: Record<ThreadRow['status'], { words: string; tone: BadgeTone }> = {
  waiting: { words: 'Unanswered', tone: 'held' },
  answered: { words: 'Answered', tone: 'yours' },
  closed: { words: 'Closed', tone: 'paper' },
}

/** What shoppers ask: unanswered first, and of those who has waited longest. */
export function ThreadList({ threads, total, search, page }: Props) {
  return (
    <>
      <h1 className="poster text-poster">Help</h1>
      <search>
        <form className="grid max-w-2xl grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
          <label htmlFor="search" className="col-span-2 text-note font-semibold">
            Order number, e-mail or name
          </label>
          <input
            id="search"
            name="q"
            type="search"
            defaultValue={search}
            maxLength={200}
            className="min-h-12 w-full rounded-card border border-line-strong bg-paper-raised px-3.5"
          />
          <Button type="submit" tone="ink">
            Search
          </Button>
        </form>
      </search>
      {threads.length === 0 ? <Nothing search={search} page={page} /> : null}
      <ul className="grid grid-cols-1 border-b border-line">
        {threads.map((thread) => (
          <Row key={thread.orderId} thread={thread} />
        ))}
      </ul>
      <Paging search={search} page={page} total={total} />
    </>
  )
}

function Row({ thread }: { thread: ThreadRow }) {
  const { words, tone } = STATES[thread.status]
  return (
    <li className="border-t border-line">
      <DeskLink
        href={`/dashboard/help/${thread.orderId}`}
        className="grid grid-cols-1 gap-x-6 gap-y-1 py-4 hover:bg-paper-sunk sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto] sm:items-baseline sm:px-3"
      >
        <span className="grid min-w-0">
          <span className="truncate font-bold">{thread.shopperName}</span>
          <span className="figures truncate text-note text-ink-soft">
            {thread.orderNumber} · {thread.shopperEmail}
          </span>
        </span>
        <span
          className={`line-clamp-2 min-w-0 wrap-anywhere ${thread.unread > 0 ? 'font-semibold' : 'text-ink-soft'}`}
        >
          {thread.lastAuthor === 'merchant' ? 'You: ' : ''}
          {thread.lastWords}
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:justify-end">
          <Badge tone={tone}>{words}</Badge>
          {thread.unread > 0 ? <Badge tone="ink">{thread.unread} new</Badge> : null}
          <LocalTime atMs={thread.atMs} className="text-note text-ink-soft" />
        </span>
      </DeskLink>
    </li>
  )
}

function Nothing({ search, page }: { search: string; page: number }) {
  const words =
    search !== ''
      ? 'No thread of an order like that. Try a part of the number, the e-mail or the name.'
      : page > 1
        ? 'There is no page like that any more.'
        : 'Nobody has asked for anything yet. Questions about orders arrive here, and by mail.'
  return <p className="max-w-prose text-lead text-ink-soft">{words}</p>
}

function Paging({ search, page, total }: Omit<Props, 'threads'>) {
  const last = Math.max(Math.ceil(total / PAGE_ROWS), 1)
  if (page === 1 && last === 1) return null
  const hrefOf = (to: number) => `/dashboard/help?${new URLSearchParams({ q: search, page: String(to) })}`
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-3">
      {page > 1 ? <DeskButton href={hrefOf(page - 1)}>Newer</DeskButton> : null}
      <span className="figures text-ink-soft">
        Page {page} of {Math.max(last, page)}
      </span>
      {page < last ? <DeskButton href={hrefOf(page + 1)}>Older</DeskButton> : null}
    </nav>
  )
}
