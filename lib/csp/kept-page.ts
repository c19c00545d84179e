import type { RenderedPage } from '#lib/pages/stored-page.ts'
import { hashInlineScripts } from './inline-scripts.ts'
import { type PolicyEnv, pageHeaders, pagePolicy } from './policy.ts'

/**
 * A page that is kept for everybody, with the policy of its very bytes: its inline scripts by hash. A nonce in it would be
 * the same for everybody, and so no secret. Throws when there are more than a header can name: Next answers then, with a nonce.
 */
export function withKeptPolicy(page: RenderedPage, env: PolicyEnv): RenderedPage {
  const hashes = hashInlineScripts(page.body.toString())
  if (hashes === null) throw new Error('the page has more inline scripts than a policy can name')
  const headers = { 'content-security-policy': pagePolicy(env, { hashes }), ...pageHeaders(env) }
  return { ...page, rawHeaders: [...page.rawHeaders, ...Object.entries(headers).flat()] }
}
