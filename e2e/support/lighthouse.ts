import lighthouse, { type Config, type Result } from 'lighthouse'

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo'

/** What one visit to a page gave: scores from 0 to 100, and in words what cost points. */
export type Visit = {
  scores: Partial<Record<Category, number>>
  largestPaintMs: number
  layoutShift: number
  blockingMs: number
  /** "seo/meta-description: Document does not have a meta description" */
  faults: string[]
}

/**
 * Lighthouse as it is for phones: a mid-range phone, simulated on slow 4G (150 ms, 1.6 Mbit/s, processor four times
 * slower). The browser is one that listens on `port` already; the page is opened in it anew, with its cookies.
 */
export async function visit(
  url: string,
  port: number,
  categories: readonly Category[],
  skipAudits: readonly string[] = [],
): Promise<Visit> {
  const config: Config = {
    extends: 'lighthouse:default',
    settings: { onlyCategories: [...categories], skipAudits: [...skipAudits], maxWaitForLoad: 20_000 },
  }
  const run = await lighthouse(url, { port, logLevel: 'silent', output: 'json' }, config)
  if (!run) throw new Error(`Lighthouse gave no answer for ${url}: is the browser still there?`)
  const { lhr } = run
  if (lhr.runtimeError) throw new Error(`Lighthouse could not open ${url}: ${lhr.runtimeError.message}`)
  return {
    scores: Object.fromEntries(
      categories.map((category) => [category, Math.round((lhr.categories[category]?.score ?? 0) * 100)]),
    ),
    largestPaintMs: numberOf(lhr, 'largest-contentful-paint'),
    layoutShift: numberOf(lhr, 'cumulative-layout-shift'),
    blockingMs: numberOf(lhr, 'total-blocking-time'),
    faults: faultsOf(lhr, categories),
  }
}

function numberOf(lhr: Result, audit: string): number {
  return lhr.audits[audit]?.numericValue ?? Number.NaN
}

function faultsOf(lhr: Result, categories: readonly Category[]): string[] {
  return categories.flatMap((category) =>
    (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = lhr.audits[id]
      if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) return []
      return [`${category}/${id}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}`]
    }),
  )
}
