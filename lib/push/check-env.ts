import type { Env } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'

/** Says at the start that push is off and why. The shop goes on: whoever asks to be told is offered mail and the calendar. */
export function checkPushEnv(env: Pick<Env, 'vapidPublicKey'>, given = process.env.VAPID_PUBLIC_KEY): void {
  if (env.vapidPublicKey !== null) return
  const what = given ? 'is not a VAPID public key (87 characters that begin with B)' : 'is not set'
  getLog().warn(
    `Push is off: VAPID_PUBLIC_KEY ${what}. Make a pair with \`npx web-push generate-vapid-keys\` and set it (docs/deploy.md, Push).`,
  )
}
