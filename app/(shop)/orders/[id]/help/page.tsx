import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ShopperHelp } from '#components/help/shopper-help.tsx'
import { getMyThread } from '#lib/help/queries.ts'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('help')
  return { title: t('title'), robots: { index: false } }
}

export default async function OrderHelpPage({ params }: { params: Promise<{ id: string }> }) {
  const mine = await getMyThread((await params).id)
  if (!mine) notFound()
  return (
    <Texts of={['help']}>
      <ShopperHelp initial={mine} />
    </Texts>
  )
}
