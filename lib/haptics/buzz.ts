/** Buzzes, where the device can and somebody has touched the page: in any other a browser forbids it, and complains on the console. */
export function buzz(pattern: number | number[]): void {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(pattern)
}
