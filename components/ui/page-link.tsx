import type { ComponentProps } from 'react'

/**
 * A link to another page of the shop: a plain one, which loads it as a whole. Home and every sale are the same for
 * everybody and kept ready (lib/pages), and the bag has a policy of its own (lib/csp): opened inside another page, that one's
 * would hold, and nothing of Stripe could be loaded. It also saves shoppers the 3 kB of code that opening inside a page takes.
 */
export function PageLink({ href, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  return <a href={href} {...rest} />
}
