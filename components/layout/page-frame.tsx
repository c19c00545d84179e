import type { ReactNode } from 'react'
import { useText } from '#lib/languages/text.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

/** What every page for shoppers stands in: header, the page's own `<main>`, footer. */
export function PageFrame({ children }: { children: ReactNode }) {
  const t = useText('layout')
  return (
    <Texts of={['layout']}>
      <a
        href="#main"
        className="sr-only z-50 rounded-card bg-ink px-4 py-3 font-semibold text-paper focus:not-sr-only focus:fixed focus:top-2 focus:start-2"
      >
        {t('skip')}
      </a>
      <Header />
      <main id="main" className="min-h-[70dvh]">
        {children}
      </main>
      <Footer />
    </Texts>
  )
}
