import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * Keeps a keyboard where it was when the one thing to tap becomes another one: the first thing in the row gets the focus
 * that the one before it had. `mode` names what the row shows. Spread the result over the row.
 */
export function useKeptFocus(mode: string) {
  const row = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const shown = useRef(mode)

  useEffect(() => {
    if (shown.current === mode) return
    shown.current = mode
    // Only when the focus fell to nobody: whoever has moved on meanwhile stays there.
    if (!hasFocus.current || document.activeElement !== document.body) return
    row.current?.querySelector<HTMLElement>('button:not(:disabled), a')?.focus({ preventScroll: true })
  }, [mode])

  return {
    ref: row,
    onFocus: () => {
      hasFocus.current = true
    },
    onBlur: (event: FocusEvent) => {
      // To nowhere is where the focus goes when its element is taken away.
      if (event.relatedTarget !== null) hasFocus.current = false
    },
  }
}
