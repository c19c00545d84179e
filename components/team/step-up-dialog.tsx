'use client'

import { Dialog } from '#components/ui/dialog.tsx'
import { StepUp } from './step-up.tsx'

type Props = { button: string; onDone: () => void; onClose: () => void }

/** The second factor on its own sheet, where what was refused is a single press. */
export function StepUpDialog({ button, onDone, onClose }: Props) {
  return (
    <Dialog isOpen onClose={onClose} title="Your second factor">
      <StepUp button={button} onDone={onDone} onCancel={onClose} />
    </Dialog>
  )
}
