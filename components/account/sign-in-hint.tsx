import { LinkButton } from '#components/ui/link-button.tsx'
import { getVisitor } from '#lib/accounts/queries.ts'
import { getText } from '#lib/languages/request-language.ts'

/** For who has no account here: what signing in brings. Nothing for who has. */
export async function SignInHint({ next }: { next: string }) {
  const [t, visitor] = await Promise.all([getText('account'), getVisitor()])
  if (visitor.kind === 'account' && visitor.email) return null
  return (
    <section
      aria-labelledby="find-orders"
      className="grid justify-items-start gap-3 rounded-card bg-paper-sunk p-5"
    >
      <h2 id="find-orders" className="font-bold">
        {t('hintTitle')}
      </h2>
      <p>{t('hint')}</p>
      <LinkButton href={`/sign-in?next=${encodeURIComponent(next)}`}>{t('signIn')}</LinkButton>
    </section>
  )
}
