import { redirect } from 'next/navigation'
import { AddressBook } from '#components/account/address-book.tsx'
import { BackLink } from '#components/account/back-link.tsx'
import { getVisitor } from '#lib/accounts/queries.ts'
import { listAddresses } from '#lib/addresses/queries.ts'
import { getText } from '#lib/languages/request-language.ts'

export default async function AddressesPage() {
  const [t, visitor, addresses] = await Promise.all([getText('account'), getVisitor(), listAddresses()])
  if (visitor.kind !== 'account') redirect('/sign-in?next=/account/addresses')
  return (
    <>
      <BackLink />
      <h1 className="poster text-poster">{t('addresses')}</h1>
      <AddressBook addresses={addresses} />
    </>
  )
}
