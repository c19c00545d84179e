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
  const t = useText('bag')
  const inLine = useText('waits')
  const view = useWait(item.id)
  const name = nameOf(item)
  // After a colon, English goes on in small letters.
  const named = (words: string) => `${name}: ${t.language === 'en' ? lowerFirst(words) : words}`
  switch (view?.kind) {
    case undefined:
      return null
    case 'waiting':
      return (
        <Notice tone="held" title={named(placeWords(view.wait, inLine))}>
          <p>{t('lineWaitingDetail')}</p>
        </Notice>
      )
    case 'offered':
      return (
        <Notice tone="yours" title={named(cameBack(view.claim.quantity, view.wait.quantity, inLine))}>
          <p>{t('linePayBefore', { time: timeOfDay(Date.parse(view.claim.expiresAt), t.language) })}</p>
        </Notice>
      )
    case 'lapsed':
      return (
        <Notice tone="held" title={t('lineLapsedTitle', { name })}>
          <p>{t('lineLapsedDetail')}</p>
        </Notice>
      )
    case 'over':
      return (
        <Notice title={t('lineOverTitle', { name })}>
          <p>{t('lineOverDetail')}</p>
        </Notice>
      )
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
