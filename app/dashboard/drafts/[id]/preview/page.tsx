import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getSaleDraft } from '#lib/sale-drafts/queries.ts'

export const metadata: Metadata = { title: 'Preview', robots: { index: false } }

/** The draft as it was last saved, in a frame as wide as a phone. */
export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { merchant } = await requireMerchant()
  const { id } = await params
  const draft = z.uuid().safeParse(id).success ? await getSaleDraft(merchant.id, id) : null
  if (!draft) notFound()
  return (
    <main id="main" className="grid justify-items-center gap-6 py-8">
      <h1 className="sr-only">Preview</h1>
      <p className="px-4 text-center text-note">
        As it was last saved. Nobody else sees it.{' '}
        <DeskLink href={`/dashboard/drafts/${id}`} className="font-semibold underline underline-offset-4">
          Back to the draft
        </DeskLink>
      </p>
      <iframe
        src={`/preview/${id}`}
        title="The sale on a phone"
        className="h-[min(52.75rem,calc(100svh-8rem))] w-full max-w-[24.375rem] border-y border-line-strong bg-paper sm:rounded-[2rem] sm:border"
      />
    </main>
  )
}
