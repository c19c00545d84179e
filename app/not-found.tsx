import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NoSuchPage } from '#components/layout/no-such-page.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { getText } from '#lib/languages/request-language.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('errors')
  return { title: t('notHere') }
}

export default async function NotFound() {
  // Rendered for each request: a page made by the build has no nonce, and its scripts would not be allowed to run.
  await connection()
  return (
    <PageFrame>
      <NoSuchPage />
    </PageFrame>
  )
}
