/**
 * One text kept on this device, under one key. Private windows and full disks refuse to keep things: then it lives as long as the
 * page does, and the server still knows every claim.
 */
export function deviceStorage(key: string): { read(): string | null; write(text: string | null): void } {
  let kept: string | null = null
  let isRefused = false
  return {
    read() {
      if (isRefused) return kept
      try {
        return localStorage.getItem(key)
      } catch {
        isRefused = true
        return kept
      }
    },
    write(text) {
      kept = text
      try {
        if (text === null) localStorage.removeItem(key)
        else localStorage.setItem(key, text)
      } catch {
        isRefused = true
      }
    },
  }
}
