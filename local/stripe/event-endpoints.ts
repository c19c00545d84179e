import type Stripe from 'stripe'
import { checkParams, optionalInteger, optionalText, refuseExpand } from './params.ts'
import { invalidParam, noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { LIST_EVENTS, RETRIEVE } from './rules.ts'

type EventList = { object: 'list'; data: Stripe.EventBase[]; has_more: boolean; url: string }

/** `GET /v1/events`: the newest first, by cursor, up to a hundred a page. */
export function listEvents({ form, store }: Call): EventList {
  checkParams(form, LIST_EVENTS)
  refuseExpand(form)
  const limit = optionalInteger(form, 'limit') ?? 10
  if (limit < 1 || limit > 100)
    throw invalidParam('limit', 'limit can range between 1 and 100.', 'parameter_invalid_integer')
  const type = optionalText(form, 'type')
  const newestFirst = [...store.tables.events.values()]
    .reverse()
    .filter((event) => !type || event.type === type)
  const after = optionalText(form, 'starting_after')
  const before = optionalText(form, 'ending_before')
  const from = after ? indexOf(newestFirst, after, 'starting_after') + 1 : 0
  const to = before ? indexOf(newestFirst, before, 'ending_before') : newestFirst.length
  // Going back, the page is the one just before the cursor, not the start of the list.
  const start = before ? Math.max(from, to - limit) : from
  const data = newestFirst.slice(start, Math.min(to, start + limit))
  const more = before ? start > from : start + limit < to
  return { object: 'list', data, has_more: more, url: '/v1/events' }
}

function indexOf(events: readonly Stripe.EventBase[], id: string, param: string): number {
  const index = events.findIndex((event) => event.id === id)
  if (index === -1) throw noSuch('event', id, param, 400)
  return index
}

export function retrieveEvent({ form, store }: Call, id: string): Stripe.EventBase {
  checkParams(form, RETRIEVE)
  refuseExpand(form)
  const event = store.tables.events.get(id)
  if (!event) throw noSuch('event', id, 'id')
  return event
}
