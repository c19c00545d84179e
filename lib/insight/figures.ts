import type { Insight, VisitCount } from './insight.ts'
import type { Step } from './steps.ts'

export type FunnelStep = { name: string; count: number; unit: string; isFromPages: boolean }
export type Share = { name: string; views: number; tries: number }

export function visitsOf(insight: Pick<Insight, 'visits'>, step: Step): number {
  return sum(insight.visits.filter(({ kind }) => kind === step))
}

/** From seeing to paying. Each step says what it counts: a visit is not a person, and one visit may claim twice. */
export function funnelOf(insight: Insight): FunnelStep[] {
  return [
    { name: 'Seen', count: visitsOf(insight, 'view'), unit: 'visits', isFromPages: true },
    { name: 'Reminded', count: insight.reminders, unit: 'people', isFromPages: false },
    { name: 'Tried', count: visitsOf(insight, 'try'), unit: 'visits', isFromPages: true },
    { name: 'Claimed', count: insight.claims, unit: 'claims', isFromPages: false },
    { name: 'Paid', count: insight.paidClaims, unit: 'claims', isFromPages: false },
  ]
}

/** Claims that were over without being paid, of all that are over. Null while none is. */
export function abandonmentOf(insight: Pick<Insight, 'claims' | 'openClaims' | 'paidClaims'>): {
  abandoned: number
  share: number
} | null {
  const over = insight.claims - insight.openClaims
  if (over <= 0) return null
  const abandoned = Math.max(0, over - insight.paidClaims)
  return { abandoned, share: abandoned / over }
}

/** Visits by what `by` names, those with most views first; beyond `max` they are one line. */
export function sharesOf(visits: readonly VisitCount[], by: 'device' | 'source', max = 10): Share[] {
  const names = new Map<string, Share>()
  for (const each of visits) {
    const share = names.get(each[by]) ?? { name: each[by], views: 0, tries: 0 }
    if (each.kind === 'view') share.views += each.visits
    if (each.kind === 'try') share.tries += each.visits
    names.set(each[by], share)
  }
  const all = [...names.values()].toSorted((a, b) => b.views - a.views || a.name.localeCompare(b.name))
  if (all.length <= max) return all
  const rest = all.slice(max - 1)
  const views = rest.reduce((total, share) => total + share.views, 0)
  const tries = rest.reduce((total, share) => total + share.tries, 0)
  return [...all.slice(0, max - 1), { name: `${rest.length} more`, views, tries }]
}

/** A span in the two units that matter. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`
}

function sum(counts: readonly VisitCount[]): number {
  return counts.reduce((total, { visits }) => total + visits, 0)
}
