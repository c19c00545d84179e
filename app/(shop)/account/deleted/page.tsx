import { LinkButton } from '#components/ui/link-button.tsx'
import { getText } from '#lib/languages/request-language.ts'

export default async function DeletedPage() {
  const t = await getText('account')
  return (
    <>
      <h1 className="poster text-poster">{t('deletedTitle')}</h1>
      <p className="text-lead text-ink-soft">{t('deletedWords')}</p>
      <LinkButton href="/" tone="hot" size="large" className="justify-self-start">
        {t('seeSales')}
      </LinkButton>
    </>
  )
}
