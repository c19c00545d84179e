import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'
import { PER_PAGE } from '#lib/sales/per-page.ts'
import { PAGE_MAX, type Wish, wishPath } from '#lib/sales/wish.ts'

/** Forward and back through what was found; nothing where all of it is on this page. */
export function Pager({ wish, total }: { wish: Wish; total: number }) {
  const t = useText('find')
  const pages = Math.min(PAGE_MAX, Math.ceil(total / PER_PAGE))
  if (pages < 2) return null
  return (
    <nav
      aria-label={t('pages')}
      className="mt-10 grid grid-cols-2 items-center gap-3 sm:grid-cols-[1fr_auto_1fr]"
    >
      <p className="figures col-span-2 text-center text-note text-ink-soft sm:order-2 sm:col-span-1">
        {t('pageOf', { page: wish.page, pages })}
      </p>
      <span className="grid sm:order-1 sm:justify-start">
        {wish.page > 1 ? (
          <LinkButton size="large" href={wishPath({ ...wish, page: wish.page - 1 })}>
            {t('earlier')}
          </LinkButton>
        ) : null}
      </span>
      <span className="grid sm:order-3 sm:justify-end">
        {wish.page < pages ? (
          <LinkButton tone="ink" size="large" href={wishPath({ ...wish, page: wish.page + 1 })}>
            {t('later')}
          </LinkButton>
        ) : null}
      </span>
    </nav>
  )
}
