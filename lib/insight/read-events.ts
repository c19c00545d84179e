import type { ApiBody } from '#lib/http/call.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { STEPS, type Step } from './steps.ts'

export type VisitReport = { sale: string; visit: string; source: string; isAutomated: boolean; steps: Step[] }
export type ReportFault = { status: 400 | 413 | 422; detail: string }

const SHAPE = '{"sale", "visit", "steps", "source"}'
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

const fault = (detail: string): ReportFault => ({ status: 422, detail })
const isStep = (value: unknown): value is Step => STEPS.some((step) => step === value)

/** What a page told, or what is wrong with it. */
export function readVisitReport(body: ApiBody): VisitReport | ReportFault {
  if (body === 'too_large')
    return { status: 413, detail: `The body is larger than 4 KiB: send only ${SHAPE}.` }
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    // Whatever it is, the sentence is the same.
    return { status: 400, detail: `The body is not JSON: send ${SHAPE}.` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault(`The body is not an object: send ${SHAPE}.`)
  const { sale, visit: given, steps, source, isAutomated = false } = value as Record<string, unknown>
  const visit = readUuid(given)
  if (typeof sale !== 'string' || sale.length > 80 || !SLUG.test(sale))
    return fault('sale is no slug: send that of a sale, as in its address.')
  if (!visit) return fault('visit is not a UUID: make one for each tab, sale and day.')
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > STEPS.length || !steps.every(isStep))
    return fault(`steps holds something else than ${STEPS.join(', ')}, or one twice.`)
  if (typeof isAutomated !== 'boolean') return fault('isAutomated is neither true nor false.')
  return { sale, visit, isAutomated, steps: [...new Set(steps)], source: readSource(source) }
}

/** Lower case, and only what a host name is made of: a source is never a way to write something somewhere. */
function readSource(source: unknown): string {
  if (typeof source !== 'string') return 'direct'
  const name = source
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/[^a-z0-9.-]/g, '')
    .slice(0, 60)
  return name === '' ? 'direct' : name
}

/** What the user agent says the device is. iPads call themselves Macs, and are counted as desks. */
export function deviceOf(userAgent: string): 'phone' | 'tablet' | 'desk' {
  if (/ipad|tablet|android(?!.*mobi)/i.test(userAgent)) return 'tablet'
  return /mobi|iphone/i.test(userAgent) ? 'phone' : 'desk'
}

/** Programs that say that they are. Who pretends to be a browser is counted as one: a page cannot know. */
export function isBot(userAgent: string): boolean {
  return (
    userAgent === '' ||
    /bot|crawl|spider|slurp|headless|preview|lighthouse|curl|wget|python|java\/|go-http/i.test(userAgent)
  )
}
