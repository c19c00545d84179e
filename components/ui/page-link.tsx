import Link from 'next/link'
import type { ComponentProps } from 'react'

/**
 * Pages that are loaded as a whole. Home and every sale are the same for everybody and kept ready (lib/pages). The bag has
 * a policy of its own (lib/csp): opened inside another page, that one's would hold, and nothing of Stripe could be loaded.
 */
const WHOLE_PAGE = /^\/(sales\/[^/?#]+(\/bag)?)?$/

/**
 * A link to another page of the shop, which nobody fetches before it is pressed: fetched ahead, ten thousand people
 * looking at a sale would be ten thousand renders of pages most of them never open. One to a public page is a plain
 * link, because the whole page is kept ready and costs next to nothing, while the parts Next would fetch are rendered.
 */
export function PageLink({ href, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  if (WHOLE_PAGE.test(href)) return <a href={href} {...rest} />
  return <Link href={href} prefetch={false} {...rest} />
}
