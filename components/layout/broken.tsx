'use client'

import { useText } from '#lib/languages/text.ts'

const WAY_ON = 'grid min-h-14 items-center rounded-card px-5 text-lead font-bold'

/**
 * Stands where a page broke, inside what is around it. Every page loads this beforehand, so it brings nothing along that
 * the page does not have: the ways on are written out here. Trying again asks for the whole page anew, since what broke
 * may have been made on the server, where another render in the browser changes nothing.
 */
export function Broken() {
  const t = useText('errors')
  return (
    <div className="sheet grid max-w-2xl justify-items-start gap-5 py-16" role="alert">
      <h1 className="poster text-poster">{t('ourMistake')}</h1>
      <p className="text-lead text-ink-soft">{t('broke')}</p>
      <p className="flex flex-wrap gap-3">
        <button type="button" className={`bg-ink text-paper ${WAY_ON}`} onClick={() => location.reload()}>
          {t('tryAgain')}
        </button>
        <a href="/" className={`border border-line-strong ${WAY_ON}`}>
          {t('seeAll')}
        </a>
      </p>
    </div>
  )
}
