'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { DEFAULT_LANGUAGE, type Language } from './languages.ts'
import { type CompiledMessages, createText, type Namespace, type Text } from './translator.ts'

type Spoken = { language: Language; messages: CompiledMessages }

const Context = createContext<Spoken>({ language: DEFAULT_LANGUAGE, messages: {} })

/** Hands messages to the components below that run in the browser, beside those it was handed itself. */
export function TextProvider({ language, messages, children }: Spoken & { children: ReactNode }) {
  const above = useContext(Context)
  const spoken = useMemo(
    () => ({ language, messages: { ...above.messages, ...messages } }),
    [above, language, messages],
  )
  return <Context value={spoken}>{children}</Context>
}

/** `#lib/languages/text.ts` in the browser, and in components of the browser rendered on the server. */
export function useLanguage(): Language {
  return useContext(Context).language
}

export function useText<N extends Namespace>(namespace: N): Text<N> {
  const { language, messages } = useContext(Context)
  return useMemo(() => createText(language, namespace, messages), [language, namespace, messages])
}
