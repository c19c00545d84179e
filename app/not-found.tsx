import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NothingHere } from '#components/layout/nothing-here.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'Not here' }

export default async function NotFound() {
  // Rendered for each request: a page made by the build has no nonce, and its scripts would not be allowed to run.
  await connection()
  return (
    <PageFrame>
      <NothingHere
        title="Not here"
        words="There is no such page. The sale may have been taken down, or the address has a typing error."
      >
        <LinkButton tone="ink" size="large" href="/">
          See all sales
        </LinkButton>
      </NothingHere>
    </PageFrame>
  )
}
