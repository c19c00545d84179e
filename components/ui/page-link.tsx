import Link from 'next/link'
import type { ComponentProps } from 'react'

/** The pages that are the same for everybody and kept ready (lib/pages): home and every sale. */
const PUBLIC_PAGE = /^\/(sales\/[^/?#]+)?$/

/**
 * A link to another page of the shop, which nobody fetches before it is pressed: fetched ahead, ten thousand people
 * looking at a sale would be ten thousand renders of pages most of them never open. One to a public page is a plain
 * link, because the whole page is kept ready and costs next to nothing, while the parts Next would fetch are rendered.
 */
export function PageLink({ href, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  if (PUBLIC_PAGE.test(href)) return <a href={href} {...rest} />
  return <Link href={href} prefetch={false} {...rest} />
}
