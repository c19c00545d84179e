'use client'

import { Notice } from '#components/ui/notice.tsx'
import { type BagItem, nameOf } from '#lib/bags/bag.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { useText } from '#lib/languages/text.ts'
import { timeOfDay } from '#lib/time/time-of-day.ts'
import { useWait } from '#lib/waits/use-wait.ts'
import { cameBack, placeWords } from '#lib/waits/wait-words.ts'

/** What one waits for in this sale, what came back, and what went to the next in line. Nothing for who never waited. */
export function LineNotices({ items }: { items: readonly BagItem[] }) {
  const { waits } = useMyClaims()
  const awaited = items.filter((item) => waits.some((wait) => wait.itemId === item.id))
  return awaited.map((item) => <LineNotice key={item.id} item={item} />)
}

function LineNotice({ item }: { item: BagItem }) {
  const t = useText('waits')
  const view = useWait(item.id)
  const name = nameOf(item)
  switch (view?.kind) {
    case undefined:
      return null
    case 'waiting':
      return (
        <Notice tone="held" title={`${name}: ${lowerFirst(placeWords(view.wait, t))}`}>
          <p>One that comes back appears here by itself, for a short time.</p>
        </Notice>
      )
    case 'offered':
      return (
        <Notice
          tone="yours"
          title={`${name}: ${lowerFirst(cameBack(view.claim.quantity, view.wait.quantity, t))}`}
        >
          <p>Pay before {timeOfDay(Date.parse(view.claim.expiresAt), t.language)}, or it is passed on.</p>
        </Notice>
      )
    case 'lapsed':
      return (
        <Notice tone="held" title={`${name}: your time ran out`}>
          <p>
            It was passed on, and nothing was charged. In the sale you can see whether there is another one.
          </p>
        </Notice>
      )
    case 'over':
      return (
        <Notice title={`${name}: no longer in line`}>
          <p>
            The sale has ended, or you could not hold another one when it was your turn. Nothing was charged.
          </p>
        </Notice>
      )
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
