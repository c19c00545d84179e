import 'server-only'
import { getEnv } from '#lib/env.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { getNotifications } from './database.ts'
import type { Notifications } from './notifications.ts'

/** What the person of this request is told of: the same as GET /api/me/notifications, for a page. */
export async function getMyNotifications(): Promise<Notifications> {
  const supabase = await createServerSupabase()
  const { data } = await supabase.auth.getClaims()
  const found = await getNotifications(data?.claims.sub ?? null, 'shopper')
  return { publicKey: getEnv().vapidPublicKey, ...found }
}
