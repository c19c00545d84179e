/** Of a window's navigator or a worker's; browsers without badges have neither. */
type Badged = { setAppBadge?(count: number): Promise<void>; clearAppBadge?(): Promise<void> }

/** The number on the icon of the installed shop: how many things wait for the shopper; none when there are none. */
export async function showBadge(navigator: Badged, count: number): Promise<void> {
  try {
    await (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())
  } catch {
    // Not installed, or not allowed to: there is no icon to put a number on.
  }
}
