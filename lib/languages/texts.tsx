import type { ReactNode } from 'react'
import { compiledMessages } from './messages.ts'
import { getLanguage } from './request-language.ts'
import { TextProvider } from './text.client.tsx'
import type { Namespace } from './translator.ts'

/** Brings the messages of these namespaces to the browser, for the components below that run there. */
export async function Texts({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const language = await getLanguage()
  return (
    <TextProvider language={language} messages={compiledMessages(language, of)}>
      {children}
    </TextProvider>
  )
}
