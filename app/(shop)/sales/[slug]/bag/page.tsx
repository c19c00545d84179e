import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BagScreen } from '#components/bag/bag-screen.tsx'
import { getBagPage } from '#lib/bags/queries.ts'
import { getMine } from '#lib/claims/queries.ts'
import { getEnv } from '#lib/env.ts'

export const metadata: Metadata = { title: 'Your bag', robots: { index: false } }

export default async function BagPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const [page, mine] = await Promise.all([getBagPage(slug), getMine()])
  if (!page) notFound()
  const env = getEnv()
  return (
    <BagScreen
      page={page}
      mine={mine}
      hints={{ url: env.supabaseUrl, publishableKey: env.supabasePublishableKey }}
      publishableKey={env.stripePublishableKey}
    />
  )
}
