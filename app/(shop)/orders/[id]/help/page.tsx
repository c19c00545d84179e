import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ShopperHelp } from '#components/help/shopper-help.tsx'
import { getMyThread } from '#lib/help/queries.ts'

export const metadata: Metadata = { title: 'Ask for help', robots: { index: false } }

export default async function OrderHelpPage({ params }: { params: Promise<{ id: string }> }) {
  const mine = await getMyThread((await params).id)
  if (!mine) notFound()
  return <ShopperHelp initial={mine} />
}
