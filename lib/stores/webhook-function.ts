import 'server-only'
import { z } from 'zod'
import type { Finding } from './payment-keys.ts'

const TIMEOUT_MS = 5_000
/** Signed by nobody: what is well refuses it, and nothing is recorded. */
const FORGED = 't=1,v1=00'

const problemShape = z.object({ code: z.string() })

/**
 * Whether the Edge Function that takes Stripe's events is there and knows its secret: it is sent an event that Stripe did not sign.
 * Throws nothing; the body it answers is never shown.
 */
export async function findFunction(url: string): Promise<Finding> {
  const what = 'Webhook function'
  const fault = (says: string, toDo: string): Finding => ({ what, state: 'fault', says, toDo })
  const answer = await post(url)
  if (answer === null)
    return fault(
      `Nothing answers at ${url}.`,
      'See that NEXT_PUBLIC_SUPABASE_URL is the address of the project, and that the project is not paused.',
    )
  if (answer.status === 400 && answer.code === 'bad_signature')
    return {
      what,
      state: 'good',
      says: 'The function answers, and refuses what Stripe did not sign.',
      toDo: null,
    }
  if (answer.status === 404)
    return fault('The function is not deployed.', 'Run: npx supabase functions deploy stripe-webhook')
  if (answer.status === 401 || answer.status === 403)
    return fault(
      'The function asks Stripe for a session, which it has not.',
      'Deploy it with the supabase/config.toml of this project, where verify_jwt is off for it: npx supabase functions deploy stripe-webhook',
    )
  if (answer.status >= 500)
    return fault(
      'The function fails before it can look at the signature.',
      'Set STRIPE_WEBHOOK_SECRET with npx supabase secrets set; if it is set, the log of the function says what else is wrong.',
    )
  return fault(
    `Something else answers at ${url} (${answer.status}).`,
    'See that NEXT_PUBLIC_SUPABASE_URL is the address of the project, and that no proxy in front of it takes the request.',
  )
}

async function post(url: string): Promise<{ status: number; code: string | null } | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'stripe-signature': FORGED },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const read = problemShape.safeParse(await response.json().catch(() => null))
    return { status: response.status, code: read.success ? read.data.code : null }
  } catch (error) {
    // A network that fails throws a TypeError, one that is silent a TimeoutError.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError'))
      return null
    throw error
  }
}
