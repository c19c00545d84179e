import { getEnv } from '#lib/env.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { json, nothing, problem } from '#lib/http/problems.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { getSettings, remindOfSale, stopReminding } from './database.ts'
import { findUser, requirePerson } from './person.ts'
import { readReminderRequest } from './read-requests.ts'

/**
 * POST /api/reminders `{saleId}`: 201 reminded, 200 already; `reach` says how this person can be told now. Refusals: unknown_sale,
 * already_open, closed, and slow_down for who asks to be reminded of a hundred sales.
 */
export const postReminder: ApiHandler = async (call) => {
  const request = readReminderRequest(call.body())
  if ('detail' in request) return problem('invalid', request)
  const person = await requirePerson(call, 'shopper')
  if ('status' in person) return person
  const { outcome, slug, opens_at: opensAt, reach } = await remindOfSale(person.userId, request.saleId)
  if (outcome === 'unknown_user') return problem('unauthenticated')
  if (outcome === 'too_many') return problem('slow_down')
  if (outcome !== 'reminded' && outcome !== 'already') return problem(outcome)
  const reminder = { saleId: request.saleId, slug, opensAt: opensAt?.toISOString() }
  const body = { reminder, reach, settings: await getSettings(person.userId) }
  return json(outcome === 'reminded' ? 201 : 200, JSON.stringify(body), { 'set-cookie': person.setCookies })
}

/** DELETE /api/reminders/{saleId}: 204, and 204 again. */
export const deleteReminder: ApiHandler = async (call) => {
  const { shopUrl, trustedProxies } = getEnv()
  if (!isOwnOrigin(call, shopUrl, trustedProxies)) return problem('forbidden_origin')
  const saleId = readUuid(call.params.id)
  if (!saleId)
    return problem('invalid', { detail: 'The sale id in the address is not a UUID: send the id of a sale.' })
  const userId = await findUser(call, 'shopper')
  if (!userId) return problem('unauthenticated')
  await stopReminding(userId, saleId)
  return nothing
}
