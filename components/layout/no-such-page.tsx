import { LinkButton } from '#components/ui/link-button.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { NothingHere } from './nothing-here.tsx'

/** What stands at an address where there is nothing. */
export async function NoSuchPage() {
  const t = await getText('errors')
  return (
    <NothingHere title={t('notHere')} words={t('noSuchPage')}>
      <LinkButton tone="ink" size="large" href="/">
        {t('seeAll')}
      </LinkButton>
    </NothingHere>
  )
}
