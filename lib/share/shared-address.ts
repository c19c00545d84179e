import { isLanguage } from '#lib/languages/languages.ts'

const ITEM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The item a link to a sale is about: `#item-<id>`, or `?item=<id>` where a messenger cuts off what follows the #. Else empty. */
export function itemNamedIn(href: string): string {
  const { hash, searchParams } = new URL(href)
  const named = hash.startsWith('#item-') ? hash.slice('#item-'.length) : (searchParams.get('item') ?? '')
  return ITEM.test(named) ? named : ''
}

/**
 * What is passed on of the address of this page: neither the language of whoever shares it, nor how they got here. The item it is about
 * stays.
 */
export function sharedAddress(href: string): string {
  const { origin, pathname } = new URL(href)
  const [, first, ...rest] = pathname.split('/')
  const path = isLanguage(first) ? `/${rest.join('/')}` : pathname
  const item = itemNamedIn(href)
  return `${origin}${path}${item ? `#item-${item}` : ''}`
}
