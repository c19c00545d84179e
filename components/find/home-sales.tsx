import { NothingHere } from '#components/layout/nothing-here.tsx'
import { SaleList } from '#components/sale/sale-list.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Found, Shelves } from '#lib/sales/search.ts'
import { NO_WISH, type WishShow, wishPath } from '#lib/sales/wish.ts'
import { Finder } from './finder.tsx'

type Props = { live: Found; upcoming: Found; ended: Found; shelves: Shelves; renderedAtMs: number }

/** The home page: what is on, what comes, where to look, and what ended last. Each list is bounded and leads to all of it. */
export function HomeSales({ live, upcoming, ended, shelves, renderedAtMs }: Props) {
  const t = useText('find')
  const hasLive = live.sales.length > 0
  const hasCurrent = hasLive || upcoming.sales.length > 0
  const more = (found: Found, show: WishShow, words: string) =>
    found.total > found.sales.length ? { href: wishPath({ ...NO_WISH, show }), words } : undefined
  const find = { href: '#find', words: t('find') }
  return (
    <>
      {hasCurrent ? null : (
        <NothingHere title={t('nothingYet')} words={t('nothingYetText')}>
          {ended.sales.length > 0 ? (
            <LinkButton tone="quiet" size="large" href="#ended">
              {t('closed')}
            </LinkButton>
          ) : null}
        </NothingHere>
      )}
      <div className="sheet">
        <SaleList
          id="open-now"
          title={t('openNow')}
          sales={live.sales}
          renderedAtMs={renderedAtMs}
          hasPoster
          isFirst
          beside={find}
          more={more(live, 'open', t('seeAllOpen', { count: live.total }))}
        />
        <SaleList
          id="opening-soon"
          title={t('openingSoon')}
          sales={upcoming.sales}
          renderedAtMs={renderedAtMs}
          isFirst={!hasLive}
          beside={hasLive ? undefined : find}
          more={more(upcoming, 'soon', t('seeAllSoon', { count: upcoming.total }))}
        />
        {hasCurrent ? (
          <div className="mt-14 border-t-[3px] border-ink">
            <Finder shelves={shelves} hasHeading />
          </div>
        ) : null}
        <SaleList
          id="ended"
          title={t('closed')}
          isEnded
          sales={ended.sales}
          renderedAtMs={renderedAtMs}
          more={more(ended, 'closed', t('seeAllClosed'))}
        />
      </div>
    </>
  )
}
