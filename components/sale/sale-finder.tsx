import { buttonClass } from '#components/ui/button.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'

type Props = { categories: readonly string[]; category: string | null; query: string }

/** Categories and a search field: plain links and a plain form, so both work before any script has come. */
export function SaleFinder({ categories, category, query }: Props) {
  const t = useText('home')
  return (
    <div className="mt-14 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-t border-line pt-5">
      <nav
        aria-label={t('categories')}
        className="-mx-4 flex max-w-[100vw] gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0"
      >
        {['', ...categories].map((each) => (
          <PageLink
            key={each}
            href={each ? `/?category=${encodeURIComponent(each)}` : '/'}
            aria-current={(category ?? '') === each ? 'page' : undefined}
            className="flex min-h-12 shrink-0 items-center rounded-full border border-line-strong px-5 font-semibold capitalize aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-paper"
          >
            {each ? <bdi>{each}</bdi> : t('everything')}
          </PageLink>
        ))}
      </nav>
      <form action="/" className="flex w-full gap-2 sm:w-auto sm:grow sm:justify-end">
        {category ? <input type="hidden" name="category" value={category} /> : null}
        <input
          type="search"
          name="q"
          defaultValue={query}
          maxLength={80}
          aria-label={t('searchLabel')}
          placeholder={t('searchHint')}
          className="min-h-12 min-w-0 grow rounded-card border border-line-strong bg-paper-raised px-3.5 placeholder:text-ink-soft sm:max-w-xs"
        />
        <button type="submit" className={buttonClass('quiet')}>
          {t('search')}
        </button>
      </form>
    </div>
  )
}
