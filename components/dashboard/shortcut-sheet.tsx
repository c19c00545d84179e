'use client'

import { Keyboard } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Role } from '#lib/team/permissions.ts'
import { placesOf } from './places.ts'
import {
  listenToKeys,
  type Shortcut,
  switchShortcuts,
  useActiveShortcuts,
  useAreShortcutsOff,
  useShortcuts,
} from './shortcuts.ts'

/** The button and the sheet of all keys; it also listens to them. They can be switched off, for who speaks to the machine or has a cat. */
export function ShortcutSheet({ role }: { role: Role }) {
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const shortcuts = useActiveShortcuts().flat()
  const areOff = useAreShortcutsOff()
  useEffect(listenToKeys, [])
  useShortcuts([
    { keys: '?', label: 'Show these keys', run: () => setIsOpen(true) },
    ...placesOf(role).map(({ key, label, href }) => ({
      keys: `g ${key}`,
      label: `Go to ${label}`,
      run: () => router.push(href),
    })),
  ])
  return (
    <>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        className="flex min-h-12 items-center gap-3 rounded-card px-3 text-left font-semibold hover:bg-paper-sunk"
      >
        <Keyboard aria-hidden className="size-5 shrink-0" />
        Keys
      </button>
      {isOpen ? (
        <Dialog isOpen onClose={() => setIsOpen(false)} title="Keys">
          <KeyList shortcuts={shortcuts} areOff={areOff} />
          <label className="flex min-h-12 items-center gap-3">
            <input
              type="checkbox"
              className="size-5 accent-ink"
              checked={!areOff}
              onChange={(event) => switchShortcuts(event.target.checked)}
            />
            Keys do these things
          </label>
          <Button tone="ink" onClick={() => setIsOpen(false)}>
            Close
          </Button>
        </Dialog>
      ) : null}
    </>
  )
}

function KeyList({ shortcuts, areOff }: { shortcuts: readonly Shortcut[]; areOff: boolean }) {
  return (
    <dl
      className={`grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 ${areOff ? 'line-through' : ''}`}
    >
      {shortcuts.map(({ keys, label }) => (
        <div key={keys} className="contents">
          <dt className="flex gap-1">
            {keys.split(' ').map((key) => (
              <kbd
                key={key}
                className="figures grid min-h-8 min-w-8 place-items-center rounded-sm border border-line-strong bg-paper-sunk px-2 font-sans text-note font-semibold"
              >
                {key.length === 1 ? key.toUpperCase() : key}
              </kbd>
            ))}
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  )
}
