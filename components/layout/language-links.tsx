'use client'

import { usePathname } from 'next/navigation'
import { LANGUAGES, WRITING } from '#lib/languages/languages.ts'
import { addressedLanguage } from '#lib/languages/negotiate.ts'
import { useText } from '#lib/languages/text.ts'

/**
 * This page in each language. Following one is the choice: the address says the language, and the answer keeps it in a
 * cookie. Plain links, because everything of the page changes.
 */
export function LanguageLinks({ label }: { label?: string }) {
  const t = useText('layout')
  const here = usePathname()
  const path = addressedLanguage(here)?.path ?? here
  return (
    <nav aria-label={label ?? t('languages')} className="flex flex-wrap gap-x-6">
      {LANGUAGES.map((language) => (
        <a
          key={language}
          href={`/${language}${path === '/' ? '' : path}`}
          lang={language}
          hrefLang={language}
          aria-current={language === t.language ? 'true' : undefined}
          className="flex min-h-12 items-center underline underline-offset-4 aria-[current]:font-bold aria-[current]:text-ink aria-[current]:no-underline"
        >
          {WRITING[language].name}
        </a>
      ))}
    </nav>
  )
}
