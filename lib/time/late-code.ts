import { idle } from './page-life.ts'

const AGAIN_MS = 1000
/** With a network a file that does not come so often is gone: the shop has been built anew, and the page must be loaded again. */
const MAX_TRIES_WITH_NETWORK = 10

/** Code that the first look of a page does not need: asked for when the browser has nothing better to do. On the server it is there. */
export async function lateCode<T>(load: () => Promise<T>): Promise<T> {
  if (typeof window !== 'undefined') await idle()
  return insist(load)
}

/** Asks for code again every second when it does not come, for as long as there is no network. */
export async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; ) {
    try {
      return await load()
    } catch (error) {
      if (navigator.onLine && ++tries >= MAX_TRIES_WITH_NETWORK) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}
