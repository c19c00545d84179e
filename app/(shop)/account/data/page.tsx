import { BackLink } from '#components/account/back-link.tsx'
import { DeleteAccount } from '#components/account/delete-account.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { getVisitor } from '#lib/accounts/queries.ts'
import { getText } from '#lib/languages/request-language.ts'

/** What the shop knows, to take along, and the end of it. */
export default async function DataPage() {
  const [t, visitor] = await Promise.all([getText('account'), getVisitor()])
  return (
    <>
      <BackLink />
      <h1 className="poster text-poster">{t('data')}</h1>
      <section aria-labelledby="export" className="grid justify-items-start gap-3">
        <h2 id="export" className="poster text-heading">
          {t('exportTitle')}
        </h2>
        <p>{t(visitor.kind === 'nobody' ? 'exportNobody' : 'exportWords')}</p>
        {visitor.kind === 'nobody' ? null : (
          <a href="/api/me/export" download className={buttonClass()}>
            {t('exportButton')}
          </a>
        )}
      </section>
      <section aria-labelledby="delete" className="grid gap-3 border-t border-line pt-6">
        <h2 id="delete" className="poster text-heading">
          {t('deleteTitle')}
        </h2>
        {visitor.kind === 'account' ? <DeleteAccount email={visitor.email} /> : <p>{t('deleteGuest')}</p>}
      </section>
    </>
  )
}
