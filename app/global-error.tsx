'use client'

import './globals.css'

const SAID = {
  en: ['Our mistake', 'Something broke on our side. What you hold is safe.', 'Try again', 'See all sales'],
  de: [
    'Unser Fehler',
    'Bei uns ist etwas kaputtgegangen. Was du gesichert hast, bleibt deins.',
    'Noch mal versuchen',
    'Alle Verkäufe ansehen',
  ],
  ar: ['خطأ منا', 'حدث عطل لدينا. ما حجزته محفوظ.', 'أعد المحاولة', 'شاهد كل العروض'],
} as const

/**
 * What is left when the frame of every page broke. It leans on nothing that may have broken with it, the messages and the
 * fonts among that, and comes with every page: hence three languages by hand and nothing else.
 */
export default function GlobalError() {
  const asked = typeof document === 'object' ? document.documentElement.lang || navigator.language : 'en'
  const lang = asked.startsWith('de') ? 'de' : asked.startsWith('ar') ? 'ar' : 'en'
  const [title, words, again, all] = SAID[lang]
  return (
    <html lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} className="[font-family:system-ui,sans-serif]">
      <body>
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" />
        <main className="sheet grid max-w-2xl justify-items-start gap-5 py-16">
          <h1 className="text-heading font-bold">{title}</h1>
          <p className="text-lead text-ink-soft">{words}</p>
          <button
            type="button"
            className="min-h-14 rounded-card bg-ink px-5 text-lead font-bold text-paper"
            onClick={() => location.reload()}
          >
            {again}
          </button>
          <a href="/" className="grid min-h-12 items-center underline">
            {all}
          </a>
        </main>
      </body>
    </html>
  )
}
