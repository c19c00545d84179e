import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BagScreen } from '#components/bag/bag-screen.tsx'
import { getBagPage } from '#lib/bags/queries.ts'
import { getMine } from '#lib/claims/queries.ts'
import { getEnv } from '#lib/env.ts'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import type { Namespace } from '#lib/languages/translator.ts'

/** What is said on the page of a bag, with the claims and the line of people that can be made and joined from there. */
const NAMESPACES: readonly Namespace[] = ['bag', 'checkout', 'contact', 'claims', 'stock', 'waits']

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('bag')
  return { title: t('title'), robots: { index: false } }
}

export default async function BagPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const [page, mine] = await Promise.all([getBagPage(slug), getMine()])
  if (!page) notFound()
  const env = getEnv()
  return (
    <Texts of={NAMESPACES}>
      <BagScreen
        page={page}
        mine={mine}
        hints={{ url: env.supabaseUrl, publishableKey: env.supabasePublishableKey }}
        publishableKey={env.stripePublishableKey}
      />
    </Texts>
  )
}
