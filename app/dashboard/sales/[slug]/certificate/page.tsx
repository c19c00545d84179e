import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CertificateSheet } from '#components/certificate/certificate-sheet.tsx'
import { OtherMerchant } from '#components/dashboard/other-merchant.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { getCertificate } from '#lib/certificates/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getSaleOwner } from '#lib/merchants/sale-owner.ts'
import { mayDo } from '#lib/team/permissions.ts'
import './certificate.css'

export const metadata: Metadata = { title: 'Certificate', robots: { index: false } }

export default async function CertificatePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { merchant, role, merchants } = await requireMerchant()
  const owner = await getSaleOwner(slug, merchants)
  if (!owner) notFound()
  if (owner.id !== merchant.id || !mayDo(role, 'see_money'))
    return (
      <main id="main" className="sheet py-8">
        {owner.id === merchant.id ? (
          <NotYourRole what="The certificate" />
        ) : (
          <OtherMerchant
            what="The certificate of a sale"
            owner={owner}
            chosen={merchant.name}
            path={`/dashboard/sales/${slug}/certificate`}
          />
        )}
      </main>
    )
  const certificate = await getCertificate(slug, merchant.id)
  if (!certificate) notFound()
  return (
    <>
      <nav
        aria-label="Certificate"
        className="sheet flex min-h-16 max-w-5xl flex-wrap items-center justify-between gap-x-6 print:hidden"
      >
        <DeskLink
          href="/dashboard"
          className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
        >
          My sales
        </DeskLink>
        <PrintButton tone="plain" className="-mr-4">
          Print or save as PDF
        </PrintButton>
      </nav>
      <main id="main" className="sheet max-w-5xl py-8 print:max-w-none print:p-0">
        <CertificateSheet certificate={certificate} />
      </main>
    </>
  )
}
