import { alternatesOf } from './addresses.ts'

/** What a crawler is told of: the paths of pages, without a language. */
export function sitemapXml(paths: readonly string[], shopUrl: string): string {
  const urls = paths.flatMap((path) => {
    const alternates = Object.entries(alternatesOf(path, shopUrl))
    const links = alternates.map(
      ([language, url]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escapeXml(url)}"/>`,
    )
    // Each language's own address is an entry, and every entry names all of them: that is how they are known to belong together.
    return [...new Set(alternates.map(([, url]) => url))].map(
      (url) => `<url><loc>${escapeXml(url)}</loc>${links.join('')}</url>`,
    )
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** Pages of one's own have nothing for a crawler; of the home page's wishes only categories do, or there were no end of addresses. */
export function robotsText(shopUrl: string): string {
  const closed = ['/api/', '/dashboard', '/orders', '/account', '/sign-in', '/sales/*/bag', '/local/']
  const wishes = ['/*q=', '/*upto=', '/*sort=', '/*page=']
  return [
    'User-agent: *',
    ...[...closed, ...wishes].map((path) => `Disallow: ${path}`),
    'Allow: /',
    '',
    `Sitemap: ${shopUrl}/sitemap.xml`,
    '',
  ].join('\n')
}
