/** What of a browser decides how the shop can be put on the home screen. */
type Browser = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>

/** An iPhone or iPad, whose browsers have no question to ask: there it takes the share sheet. An iPad says that it is a Mac, and has fingers. */
export function isIos({ userAgent, maxTouchPoints }: Browser): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

/** Opened from the home screen. */
export function isInstalled(): boolean {
  if (Reflect.get(navigator, 'standalone') === true) return true
  return matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches
}
