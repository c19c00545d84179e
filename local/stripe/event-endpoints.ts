import type Stripe from 'stripe'
import { answerList, type List } from './list.ts'
import { checkParams, optionalBoolean, optionalText, optionalTexts } from './params.ts'
import { invalidParam, noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { LIST_EVENTS, RETRIEVE } from './rules.ts'

const TYPES_MAX = 20

/** `GET /v1/events`: the newest first, of one type or of up to twenty, delivered or not (a webhook given up was not). */
export function listEvents({ form, store }: Call): List<Stripe.EventBase> {
  checkParams(form, LIST_EVENTS)
  const type = optionalText(form, 'type')
  const types = optionalTexts(form, 'types')
  if (type && types) throw invalidParam('types', 'You may only specify one of these parameters: type, types.')
  if (types && types.length > TYPES_MAX)
    throw invalidParam('types', `You may pass at most ${TYPES_MAX} event types.`)
  const isDelivered = form.delivery_success === undefined ? null : optionalBoolean(form, 'delivery_success')
  const asked = types ?? (type ? [type] : null)
  return answerList(
    form,
    '/v1/events',
    'event',
    store.tables.events.values(),
    (event) =>
      (asked === null || asked.includes(event.type)) &&
      (isDelivered === null || isDelivered === (event.pending_webhooks === 0)),
  )
}

export function retrieveEvent({ form, store }: Call, id: string): Stripe.EventBase {
  checkParams(form, RETRIEVE)
  const event = store.tables.events.get(id)
  if (!event) throw noSuch('event', id, 'id')
  return event
}
