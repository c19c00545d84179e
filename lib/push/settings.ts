import { getEnv } from '#lib/env.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { json, problem } from '#lib/http/problems.ts'
import { getNotifications, getSettings, setSettings } from './database.ts'
import { findUser, requirePerson } from './person.ts'
import { readSettingsRequest, type Side } from './read-requests.ts'

/** GET /api/me/notifications (and /api/member/…): what this person is told of, and how. Nobody has asked for anything. */
const getFor =
  (side: Side): ApiHandler =>
  async (call) => {
    const found = await getNotifications(await findUser(call, side), side)
    return json(200, JSON.stringify({ publicKey: getEnv().vapidPublicKey, ...found }))
  }

/** POST the same address `{settings: {kind: boolean}}`: turns some kinds on or off, and answers all of them. */
const postFor =
  (side: Side): ApiHandler =>
  async (call) => {
    const request = readSettingsRequest(call.body())
    if ('detail' in request) return problem('invalid', request)
    const person = await requirePerson(call, side)
    if ('status' in person) return person
    const outcome = await setSettings(person.userId, request)
    if (outcome === 'unknown_user') return problem('unauthenticated')
    if (outcome !== 'set') return problem('invalid')
    const body = JSON.stringify({ settings: await getSettings(person.userId) })
    return json(200, body, { 'set-cookie': person.setCookies })
  }

export const getMyNotifications = getFor('shopper')
export const postMyNotifications = postFor('shopper')
export const getMemberNotifications = getFor('member')
export const postMemberNotifications = postFor('member')
