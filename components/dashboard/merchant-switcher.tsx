'use client'

import { Check, ChevronsUpDown } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { chooseMerchant } from '#lib/merchants/choose-merchant.ts'
import { placeOf } from './places.ts'

type Named = { id: string; name: string }
type Props = { merchant: Named; merchants: readonly (Named & { role: string })[] }

/** Whose desk this is; for somebody who works for several, the way to the others. */
export function MerchantSwitcher({ merchant, merchants }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const path = usePathname()
  // What is open belongs to the merchant that is left: the same place of the other one is where to go on.
  const back = placeOf(path)?.href ?? '/dashboard'
  if (merchants.length < 2) return <p className="truncate px-2 font-bold lg:px-3">{merchant.name}</p>
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={`${merchant.name}, choose another shop`}
        onClick={() => setIsOpen(true)}
        className="flex min-h-12 w-full max-w-80 items-center gap-2 rounded-card border border-line-strong bg-paper-raised px-3 text-left font-bold"
      >
        <span className="grow truncate">{merchant.name}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0" />
      </button>
      {isOpen ? (
        <Dialog isOpen onClose={() => setIsOpen(false)} title="Choose a shop">
          <form action={chooseMerchant} className="grid gap-1" onSubmit={() => setIsOpen(false)}>
            <input type="hidden" name="back" value={back} />
            {merchants.map(({ id, name, role }) => (
              <button
                key={id}
                type="submit"
                name="merchant"
                value={id}
                aria-current={id === merchant.id ? 'true' : undefined}
                className="flex min-h-14 items-center gap-3 rounded-card px-3 text-left hover:bg-paper-sunk"
              >
                <span className="grid min-w-0 grow">
                  <span className="truncate font-semibold">{name}</span>
                  <span className="text-note text-ink-soft">you are {role} here</span>
                </span>
                {id === merchant.id ? <Check aria-hidden className="size-5 shrink-0 text-yours" /> : null}
              </button>
            ))}
          </form>
        </Dialog>
      ) : null}
    </>
  )
}
