import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('account'))('account'), robots: { index: false } }
}

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <Texts of={['account', 'checkout']}>
      <div className="sheet grid max-w-3xl grid-cols-1 gap-8 pt-8 pb-10">{children}</div>
    </Texts>
  )
}
