import { RealtimeClient } from '@supabase/realtime-js'

export type RealtimeAddress = { supabaseUrl: string; publishableKey: string }

/** Milliseconds a token must still be good for: longer than the pause between two heartbeats, which ask for it. */
const TOKEN_MARGIN_MS = 60_000

/**
 * Listens to the private channels of the merchants and calls `onHint` for every hint of one kind and after every (re)connection,
 * since what was sent while the line was down is gone. Returns how to hang up.
 */
export function listenToMerchants(
  address: RealtimeAddress,
  merchantIds: readonly string[],
  onHint: () => void,
  event: 'stock' | 'help' = 'stock',
): () => void {
  const client = new RealtimeClient(`${address.supabaseUrl}/realtime/v1`, {
    params: { apikey: address.publishableKey },
    accessToken: keepToken(),
  })
  for (const merchantId of merchantIds)
    client
      .channel(`merchant:${merchantId}`, { config: { private: true } })
      .on('broadcast', { event }, onHint)
      .subscribe((status) => {
        if (status === 'SUBSCRIBED') onHint()
      })
  return () => {
    void client.removeAllChannels()
    void client.disconnect()
  }
}

/** Asks the shop for the session's access token and keeps it until shortly before it ends. */
function keepToken(): () => Promise<string | null> {
  let kept: { accessToken: string; expiresAtMs: number } | null = null
  return async () => {
    if (kept && kept.expiresAtMs - TOKEN_MARGIN_MS > Date.now()) return kept.accessToken
    try {
      const response = await fetch('/dashboard/access-token', { cache: 'no-store' })
      if (!response.ok) return null
      kept = (await response.json()) as { accessToken: string; expiresAtMs: number }
      return kept.accessToken
    } catch {
      // No network: the channel stays quiet, the poll tells the truth, and the next heartbeat asks again.
      return null
    }
  }
}
