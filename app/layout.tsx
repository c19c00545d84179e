import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { EarlyTaps } from '#components/app/early-taps.tsx'
import { EarlyTapsOver } from '#components/app/early-taps-over.tsx'
import { WRITING } from '#lib/languages/languages.ts'
import { getLanguage, getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { poster, text } from './fonts/fonts.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('home')
  return {
    title: { default: t('siteTitle'), template: '%s · Stampede' },
    description: t('siteDescription'),
    applicationName: 'Stampede',
    formatDetection: { telephone: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf7f0' },
    { media: '(prefers-color-scheme: dark)', color: '#14110e' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = await getLanguage()
  return (
    <html lang={language} dir={WRITING[language].dir} className={`${poster.variable} ${text.variable}`}>
      <body className="bg-paper text-ink">
        <EarlyTaps />
        <Texts of={['ui', 'errors']}>{children}</Texts>
        <EarlyTapsOver />
      </body>
    </html>
  )
}
