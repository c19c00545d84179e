import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'
import { createElement, Fragment, type ReactNode } from 'react'
import type { en } from '../../messages/en.ts'
import { type Language, WRITING } from './languages.ts'

/** One file of messages in each language: `messages/<language>/<namespace>.json`, ICU MessageFormat. */
export type Namespace = keyof typeof en
export type MessageKey<N extends Namespace> = keyof (typeof en)[N] & string
/** Messages as icu-minify compiles them: small enough to travel with a page, and formatted by a kilobyte of code. */
export type CompiledMessages = { readonly [N in Namespace]?: Readonly<Record<string, CompiledMessage>> }

type Values = Record<string, string | number>
type RichValues = Record<string, string | number | ((chunks: ReactNode) => ReactNode)>

/** Says the messages of one namespace. A value is put in as it is: money and dates are formatted by who passes them. */
export type Text<N extends Namespace = Namespace> = {
  (key: MessageKey<N>, values?: Values): string
  /** With tags in the message, `<b>so</b>`, each drawn by the function of its name. */
  rich(key: MessageKey<N>, values: RichValues): ReactNode
  language: Language
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: kept(
    (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  ),
  getPluralRules: kept(
    (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
  ),
}

/** Made once per language: a formatter costs a hundred times what using it costs. */
function kept<Args extends [unknown?, unknown?], Made>(
  make: (...args: Args) => Made,
): (...args: Args) => Made {
  const made = new Map<string, Made>()
  return (...args) => {
    const name = JSON.stringify(args)
    const known = made.get(name)
    if (known) return known
    const fresh = make(...args)
    made.set(name, fresh)
    return fresh
  }
}

/** Throws for a message that is not there: which namespace a page has to bring stands in the error. */
export function createText<N extends Namespace>(
  language: Language,
  namespace: N,
  messages: CompiledMessages,
): Text<N> {
  const { tag } = WRITING[language]
  const find = (key: string): CompiledMessage => {
    const message = messages[namespace]?.[key]
    if (message === undefined)
      throw new Error(
        `there is no message ${namespace}.${key} here: add it to messages/, and '${namespace}' to <Texts of> of the page`,
      )
    return message
  }
  const text = (key: MessageKey<N>, values: Values = {}) =>
    format(find(key), tag, values, { formatters }) as string
  const rich = (key: MessageKey<N>, values: RichValues): ReactNode => {
    const parts = format<ReactNode>(find(key), tag, values as FormatValues<ReactNode>, { formatters })
    // As children of their own each, because the members of a list would need keys.
    return Array.isArray(parts) ? createElement(Fragment, null, ...parts) : parts
  }
  return Object.assign(text, { rich, language })
}
