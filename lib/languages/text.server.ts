import { use } from 'react'
import type { Language } from './languages.ts'
import { textIn } from './messages.ts'
import { getLanguage } from './request-language.ts'
import type { Namespace, Text } from './translator.ts'

/** `#lib/languages/text.ts` in Server Components that are not async; the same two calls as in text.client.tsx. */
export function useLanguage(): Language {
  return use(getLanguage())
}

export function useText<N extends Namespace>(namespace: N): Text<N> {
  return textIn(useLanguage(), namespace)
}
