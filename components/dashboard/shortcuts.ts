import { useEffect, useRef, useSyncExternalStore } from 'react'

/** `keys` is one key ("/") or two, one after the other ("g o"); `label` says what happens, for the sheet. */
export type Shortcut = { keys: string; label: string; run: () => void }

const OFF_KEY = 'stampede:shortcuts-off'
/** The second key comes within this, or the first is forgotten. */
const PAIR_MS = 1_500

let active: readonly (readonly Shortcut[])[] = []
const watchers = new Set<() => void>()
const tell = () => {
  for (const watcher of watchers) watcher()
}
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Keys that a page understands while it is open; they are in the sheet that ? opens. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const newest = useRef(shortcuts)
  newest.current = shortcuts
  const names = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what they do may change with every render, what they are called does not
  useEffect(() => {
    const group = newest.current.map(({ keys, label }, at) => ({
      keys,
      label,
      run: () => newest.current[at]?.run(),
    }))
    active = [...active, group]
    tell()
    return () => {
      active = active.filter((one) => one !== group)
      tell()
    }
  }, [names])
}

const NONE: readonly (readonly Shortcut[])[] = []
export const useActiveShortcuts = () =>
  useSyncExternalStore(
    watch,
    () => active,
    () => NONE,
  )

/** Whether somebody has switched single keys off, as one has to be able to (WCAG 2.1.4). Kept on this device. */
export const useAreShortcutsOff = () => useSyncExternalStore(watch, areOff, () => false)

export function switchShortcuts(areOn: boolean): void {
  if (areOn) localStorage.removeItem(OFF_KEY)
  else localStorage.setItem(OFF_KEY, 'yes')
  tell()
}

function areOff(): boolean {
  return localStorage.getItem(OFF_KEY) !== null
}

/** Listens to the keyboard until the answer is called. Nothing happens while somebody types, in a dialog, or with a key held beside it. */
export function listenToKeys(): () => void {
  let first: { key: string; atMs: number } | null = null
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || areOff()) return
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    const all = active.flat()
    const pair = first && event.timeStamp - first.atMs < PAIR_MS ? `${first.key} ${event.key}` : null
    const found = all.findLast(({ keys }) => keys === pair) ?? all.findLast(({ keys }) => keys === event.key)
    first = null
    if (found) {
      event.preventDefault()
      found.run()
    } else if (all.some(({ keys }) => keys.startsWith(`${event.key} `))) {
      first = { key: event.key, atMs: event.timeStamp }
    }
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

/** A box that is ticked takes no letters, so keys mean what they mean elsewhere. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
