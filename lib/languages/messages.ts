import compile from 'icu-minify/compile'
import type { CompiledMessage } from 'icu-minify/format'
import { ar } from '../../messages/ar.ts'
import { de } from '../../messages/de.ts'
import { en } from '../../messages/en.ts'
import type { Language } from './languages.ts'
import { type CompiledMessages, createText, type Namespace, type Text } from './translator.ts'

export const CATALOGUE: Record<Language, Record<Namespace, Readonly<Record<string, string>>>> = { en, de, ar }

const compiled = new Map<string, Readonly<Record<string, CompiledMessage>>>()
const texts = new Map<string, unknown>()

/** The messages of some namespaces, compiled when they are first asked for. For the server: it brings all languages. */
export function compiledMessages(language: Language, namespaces: readonly Namespace[]): CompiledMessages {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, compiledOf(language, namespace)]))
}

function compiledOf(language: Language, namespace: Namespace): Readonly<Record<string, CompiledMessage>> {
  const name = `${language}/${namespace}`
  const known = compiled.get(name)
  if (known) return known
  const messages = Object.entries(CATALOGUE[language][namespace])
  const fresh = Object.fromEntries(messages.map(([key, message]) => [key, plain(compile(message))]))
  compiled.set(name, fresh)
  return fresh
}

/** The forms of a plural come without a prototype, and such an object is not let through to the browser by React. */
function plain(message: CompiledMessage): CompiledMessage {
  return JSON.parse(JSON.stringify(message))
}

/** What says the messages of a namespace in a language, for code that knows which. */
export function textIn<N extends Namespace>(language: Language, namespace: N): Text<N> {
  const name = `${language}/${namespace}`
  const known = texts.get(name)
  if (known) return known as Text<N>
  const fresh = createText(language, namespace, compiledMessages(language, [namespace]))
  texts.set(name, fresh)
  return fresh
}
