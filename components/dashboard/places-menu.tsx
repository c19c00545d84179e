'use client'

import { Menu } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Role } from '#lib/team/permissions.ts'
import { type PlaceCounts, PlaceList } from './place-list.tsx'

type Props = { role: Role; counts: PlaceCounts; children: ReactNode }

/** Every place behind one button, for screens without room beside the page. */
export function PlacesMenu({ role, counts, children }: Props) {
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
          <PlaceList role={role} counts={counts} label="All places" onGo={close} />
          {children}
          <Button onClick={close}>Close</Button>
        </Dialog>
      ) : null}
    </>
  )
}
