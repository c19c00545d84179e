'use client'

import { Menu } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { type PlaceCounts, PlaceList } from './place-list.tsx'

/** Every place behind one button, for screens without room beside the page. */
export function PlacesMenu({ counts, children }: { counts: PlaceCounts; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button tone="quiet" className="shrink-0 px-4" onClick={() => setIsOpen(true)}>
        <Menu aria-hidden className="size-5" />
        Menu
      </Button>
      {isOpen ? (
        <Dialog isOpen onClose={close} title="Go to">
          <PlaceList counts={counts} label="All places" onGo={close} />
          {children}
          <Button onClick={close}>Close</Button>
        </Dialog>
      ) : null}
    </>
  )
}
