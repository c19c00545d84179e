import { headers } from 'next/headers'
import { EARLY_TAPS } from '#lib/early-taps/recorder.ts'

/** Keeps what is tapped before the page's scripts have come. Before anything that could be tapped. */
export async function EarlyTaps() {
  // A page rendered for one person has a policy with a nonce; that of a kept one names this script by its hash.
  const policy = (await headers()).get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, with nothing of anybody in it
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: EARLY_TAPS }} />
}
