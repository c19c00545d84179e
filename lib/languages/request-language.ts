import { headers } from 'next/headers'
import { cache } from 'react'
import { isLanguage, LANGUAGE_HEADER, type Language } from './languages.ts'
import { textIn } from './messages.ts'
import { negotiateLanguage } from './negotiate.ts'
import type { Namespace, Text } from './translator.ts'

/** The language of the page or action being answered: what proxy.ts found, or found here where it does not run. */
export const getLanguage = cache(async (): Promise<Language> => {
  const sent = await headers()
  const told = sent.get(LANGUAGE_HEADER)
  return isLanguage(told) ? told : negotiateLanguage(sent.get('cookie'), sent.get('accept-language'))
})

/** For what is async on the server: pages, metadata, actions, route handlers. Everything else has `useText`. */
export async function getText<N extends Namespace>(namespace: N): Promise<Text<N>> {
  return textIn(await getLanguage(), namespace)
}
