'use client'

import { type ReactNode, useEffect, useRef } from 'react'

type Props = { isOpen: boolean; onClose: () => void; title: string; children: ReactNode }

/**
 * The browser's own `<dialog>`: it traps focus, closes on Escape and gives focus back by itself. A sheet at the thumb on a phone, a
 * card in the middle on a desk.
 */
export function Dialog({ isOpen, onClose, title, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    if (isOpen && element && !element.open) element.showModal()
    if (!isOpen && element?.open) element.close()
  }, [isOpen])

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      aria-label={title}
      className="m-auto mb-0 w-full max-w-none rounded-t-card bg-paper-raised p-0 text-ink backdrop:bg-black/60 sm:mb-auto sm:max-w-md sm:rounded-card"
    >
      <div className="grid gap-4 p-5 pb-[calc(1.25rem+env(safe-area-inset-bottom))]">
        <h2 className="poster text-heading">{title}</h2>
        {children}
      </div>
    </dialog>
  )
}
