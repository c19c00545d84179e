import type { Metadata } from 'next'
import { NoSuchPage } from '#components/layout/no-such-page.tsx'
import { getText } from '#lib/languages/request-language.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('errors')
  return { title: t('notHere') }
}

/** A sale or an order that is not there, in the frame that is around it already. */
export default function NotFoundInShop() {
  return <NoSuchPage />
}
