/** Where the page lies that is shown when the network is gone. */
export const OFFLINE_PATH = '/offline'

/** The name under which the copy of one language is kept. */
export const offlineCopyUrl = (language: string) => `${OFFLINE_PATH}?language=${language}`

/**
 * The answer as it is kept for offline. Its instant of sending goes: whoever reads it later would take it for now (see
 * lib/time/shop-clock.ts). Its policy stays, because its scripts run under it.
 */
export async function offlineCopy(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers)
  headers.delete('server-timing')
  headers.delete('set-cookie')
  return new Response(await answer.blob(), { status: 200, headers })
}

/** The first of the wanted languages there is a copy of: "de-AT" is served by "de". */
export function pickLanguage(wanted: readonly string[], kept: readonly string[]): string | null {
  for (const tag of wanted) {
    const found = kept.find((language) => language === tag || language === tag.split('-')[0])
    if (found) return found
  }
  return kept[0] ?? null
}
