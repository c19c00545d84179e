import 'server-only'
import type { Metadata } from 'next'
import { getEnv } from '#lib/env.ts'
import type { Language } from '#lib/languages/languages.ts'
import { addressIn, alternatesOf } from './addresses.ts'
import { PICTURE_HEIGHT, PICTURE_WIDTH } from './picture-base.ts'

const LOCALES: Record<Language, string> = { en: 'en_IE', de: 'de_DE', ar: 'ar_AR' }

type PublicPage = {
  /** Without a language. */
  path: string
  language: Language
  title: string
  description: string
  /** Path and version of its picture. */
  picture: { path: string; version: string; alt: string }
}

/**
 * What a public page says of itself to search engines and to whoever shows a link to it. The address that is shared (`og:url`) names no
 * language: whoever is sent it reads the page in theirs.
 */
export function publicMetadata({ path, language, title, description, picture }: PublicPage): Metadata {
  const { shopUrl } = getEnv()
  const image = `${shopUrl}${picture.path}?language=${language}&v=${picture.version}`
  const images = [
    { url: image, width: PICTURE_WIDTH, height: PICTURE_HEIGHT, type: 'image/png', alt: picture.alt },
  ]
  return {
    description,
    alternates: { canonical: addressIn(language, path, shopUrl), languages: alternatesOf(path, shopUrl) },
    openGraph: {
      type: 'website',
      siteName: 'Stampede',
      title,
      description,
      url: shopUrl + path,
      locale: LOCALES[language],
      images,
    },
    twitter: { card: 'summary_large_image', title, description, images },
  }
}
