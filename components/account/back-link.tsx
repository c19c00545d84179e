import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'

/** Back to the account, above the title of each of its pages. */
export function BackLink() {
  const t = useText('account')
  return (
    <PageLink
      href="/account"
      className="-mb-4 flex min-h-12 items-center justify-self-start font-semibold underline underline-offset-4"
    >
      {t('back')}
    </PageLink>
  )
}
