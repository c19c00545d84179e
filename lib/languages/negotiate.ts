import { readCookies } from '#lib/http/cookies.ts'
import { DEFAULT_LANGUAGE, isLanguage, LANGUAGE_COOKIE, type Language } from './languages.ts'

/** Longer than any browser sends; what is longer is not read. */
const HEADER_MAX_LENGTH = 500

/** The language of somebody who did not say it in the address: their choice, else the first of theirs that we speak. */
export function negotiateLanguage(
  cookieHeader: string | null | undefined,
  acceptLanguage: string | null | undefined,
): Language {
  // Nearly nobody has chosen: the cookies of almost everybody need not be taken apart.
  if (cookieHeader?.includes(LANGUAGE_COOKIE)) {
    const chosen = readCookies(cookieHeader).get(LANGUAGE_COOKIE)
    if (isLanguage(chosen)) return chosen
  }
  return acceptedLanguage(acceptLanguage)
}

/** A merchant's screens are in English only: under another language they would be read out wrong, and drawn from the wrong side. */
const ENGLISH_PAGE = /^\/dashboard(\/|$)/

/** The language a page is spoken in for somebody who wants this one. */
export function spokenOn(path: string, wanted: Language): Language {
  return ENGLISH_PAGE.test(path) ? DEFAULT_LANGUAGE : wanted
}

/** Of an Accept-Language header (RFC 9110, 12.5.4): the most wanted language we speak, whatever its region. */
export function acceptedLanguage(header: string | null | undefined): Language {
  if (!header || header.length > HEADER_MAX_LENGTH) return DEFAULT_LANGUAGE
  let best = DEFAULT_LANGUAGE
  let bestWeight = 0
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.split(';')
    const language = range.trim().toLowerCase().split('-', 1)[0]
    if (!isLanguage(language)) continue
    const weight = weightOf(parameters)
    if (weight <= bestWeight) continue
    best = language
    bestWeight = weight
  }
  return best
}

function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=')
    if (name.trim().toLowerCase() !== 'q') continue
    const weight = Number(value.trim())
    return weight >= 0 && weight <= 1 ? weight : 0
  }
  return 1
}

/**
 * The language an address names and the path it leads to: `/de/sales/x` is the German `/sales/x`. Null in an address that
 * leaves the language to whoever opens it, which is what every link of ours does.
 */
export function addressedLanguage(path: string): { language: Language; path: string } | null {
  const [, first = ''] = path.split('/', 2)
  if (!isLanguage(first)) return null
  const rest = path.slice(first.length + 1)
  return { language: first, path: rest === '' ? '/' : rest }
}
