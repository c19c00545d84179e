'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ControlRoom } from '#lib/control-room/control-room.ts'
import { SaleMoveDialog, type WholeMove } from './sale-move-dialog.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'

type Props = { sale: ControlRoom['sale']; onMoved: () => void }

/** What can be done with the whole sale now; nothing once it is over. */
export function SaleMoves({ sale, onMoved }: Props) {
  const [asked, setAsked] = useState<WholeMove | 'take_back' | null>(null)
  if (sale.phase === 'ended') return null
  const isPaused = sale.status === 'paused'
  return (
    <>
      {isPaused ? (
        <Button tone="ink" onClick={() => setAsked('resume')}>
          Resume
        </Button>
      ) : (
        <Button tone="ink" onClick={() => setAsked('pause')}>
          Pause
        </Button>
      )}
      <Button onClick={() => setAsked('extend')}>Extend</Button>
      <Button onClick={() => setAsked('close')}>Close now</Button>
      <Button onClick={() => setAsked('cancel')}>Cancel the sale</Button>
      {sale.phase === 'upcoming' ? (
        <Button onClick={() => setAsked('take_back')}>Take back to draft</Button>
      ) : null}
      {asked === 'take_back' ? (
        <TakeBackDialog saleId={sale.id} onClose={() => setAsked(null)} />
      ) : asked ? (
        <SaleMoveDialog move={asked} sale={sale} onClose={() => setAsked(null)} onMoved={onMoved} />
      ) : null}
    </>
  )
}
