import localFont from 'next/font/local'

/** The large voice: titles, countdowns, prices. One heavy, narrow cut; see README.md for how it was made. */
export const poster = localFont({
  src: './bricolage-grotesque-poster.woff2',
  weight: '800',
  variable: '--font-poster-file',
  adjustFontFallback: 'Arial',
  display: 'swap',
})

/** Everything else. */
export const text = localFont({
  src: './inter-text.woff2',
  weight: '400 700',
  variable: '--font-text-file',
  adjustFontFallback: 'Arial',
  display: 'swap',
})
