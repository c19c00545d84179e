import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { WRITING } from '#lib/languages/languages.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { poster, text } from './fonts/fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Stampede: small batches, sold fairly', template: '%s · Stampede' },
  description:
    'Flash sales of small makers. Every unit is sold exactly once, and everybody can see that it was fair.',
  applicationName: 'Stampede',
  formatDetection: { telephone: false },
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
      <body className="bg-paper text-ink">{children}</body>
    </html>
  )
}
