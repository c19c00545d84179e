import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { getCertificate } from '#lib/certificates/queries.ts'
import { getViewer } from '#lib/merchants/queries.ts'
import './certificate.css'

export const metadata: Metadata = { title: 'Certificate', robots: { index: false } }

export default async function CertificatePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  if (!(await getViewer())) redirect(`/sign-in?next=/dashboard/sales/${encodeURIComponent(slug)}/certificate`)
  const certificate = await getCertificate(slug)
  if (!certificate) notFound()
  return (
    <>
      <header className="border-b border-line print:hidden">
        <div className="sheet flex min-h-16 flex-wrap items-center justify-between gap-x-6">
          <DeskLink
            href="/dashboard"
            className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
          >
            My sales
          </DeskLink>
          <PrintButton tone="plain" className="-mr-4">
            Print or save as PDF
          </PrintButton>
        </div>
      </header>
      <main id="main" className="sheet max-w-5xl py-8 print:max-w-none print:p-0">
        <CertificateSheet certificate={certificate} />
      </main>
    </>
  )
}
