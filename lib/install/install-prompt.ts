/** The browser's own question whether to install the shop, which it hands over instead of asking by itself. Chromium only. */
type InstallPromptEvent = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

const listeners = new Set<() => void>()
let kept: InstallPromptEvent | null = null

/** Called as the page's script loads: the browser hands the question over once, and early. */
export function keepInstallPrompt(): void {
  if (typeof window === 'undefined') return
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    set(event as InstallPromptEvent)
  })
  window.addEventListener('appinstalled', () => set(null))
}

export const hasInstallPrompt = () => kept !== null

export function onInstallPrompt(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks by the browser's own question, which can be asked once. Answers whether the shop is being installed. */
export async function askToInstall(): Promise<boolean> {
  const event = kept
  if (!event) return false
  set(null)
  const { outcome } = await event.prompt()
  return outcome === 'accepted'
}

function set(event: InstallPromptEvent | null): void {
  kept = event
  for (const listener of listeners) listener()
}
