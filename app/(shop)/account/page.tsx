import { redirect } from 'next/navigation'
import { EmailForm } from '#components/account/email-form.tsx'
import { NameForm } from '#components/account/name-form.tsx'
import { Places } from '#components/account/places.tsx'
import { SignInHint } from '#components/account/sign-in-hint.tsx'
import { SignOut } from '#components/account/sign-out.tsx'
import { LanguageLinks } from '#components/layout/language-links.tsx'
import { getVisitor } from '#lib/accounts/queries.ts'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

/** Everything of one's own, a row each. A guest sees what works without an account, and what signing in brings. */
export default async function AccountPage() {
  const [t, visitor] = await Promise.all([getText('account'), getVisitor()])
  if (visitor.kind === 'nobody') redirect('/sign-in?next=/account')
  const isKnown = visitor.kind === 'account'
  return (
    <>
      <div className="grid gap-3">
        <h1 className="poster text-poster">{t('account')}</h1>
        <p className="text-lead wrap-anywhere text-ink-soft">
          {isKnown ? t('signedInAs', { email: visitor.email ?? t('unproved') }) : t('asGuest')}
        </p>
      </div>
      <SignInHint next="/account" />
      <Places isKnown={isKnown} />
      {isKnown && visitor.email ? (
        <Texts of={['signIn']}>
          <NameForm name={visitor.name} />
          <EmailForm />
        </Texts>
      ) : null}
      <section aria-labelledby="language" className="grid gap-2 border-t border-line pt-6">
        <h2 id="language" className="font-bold">
          {t('language')}
        </h2>
        <LanguageLinks label={t('yourLanguage')} />
      </section>
      {isKnown ? <SignOut /> : null}
    </>
  )
}
