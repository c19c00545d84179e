import { whenIdle } from '#lib/time/page-life.ts'

/** Where hints come from: the project's address and its publishable key, handed to the page by the server. */
export type HintSource = { url: string; publishableKey: string }

/**
 * Listens for "the stock of this sale has changed" and calls back at each; what changed is read from the snapshot. The code for it is
 * loaded once the page is idle. Without it, and whenever it fails, the page still asks every second and a half.
 */
export function listenForStock(
  saleId: string,
  source: HintSource,
  onHint: (version?: number) => void,
): () => void {
  let disconnect: (() => void) | null = null
  let isOver = false

  async function connect(): Promise<void> {
    const { RealtimeClient } = await import('@supabase/realtime-js')
    if (isOver) return
    const client = new RealtimeClient(`${source.url.replace(/^http/, 'ws')}/realtime/v1`, {
      params: { apikey: source.publishableKey },
    })
    const channel = client.channel(`sale:${saleId}`)
    channel.on('broadcast', { event: 'stock' }, ({ payload }: { payload?: { version?: unknown } }) =>
      onHint(Number(payload?.version) || 0),
    )
    // Joined, or joined again after a gap: what was missed meanwhile is in the snapshot.
    channel.subscribe((status) => {
      if (status === 'SUBSCRIBED') onHint()
    })
    disconnect = () => void client.disconnect()
  }

  const cancel = whenIdle(() => {
    connect().catch(() => {
      // The chunk could not be loaded: hints are a nicety, asking regularly is the promise.
    })
  })
  return () => {
    isOver = true
    cancel()
    disconnect?.()
  }
}
