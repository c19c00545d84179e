'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ADDRESSES_MAX, type KeptAddress } from '#lib/addresses/address.ts'
import { useText } from '#lib/languages/text.ts'
import { AddressCard } from './address-card.tsx'
import { AddressForm } from './address-form.tsx'

/** The addresses that are kept, and a form for one more or for one that changed. */
export function AddressBook({ addresses }: { addresses: KeptAddress[] }) {
  const t = useText('account')
  const [editing, setEditing] = useState<KeptAddress | 'new' | null>(null)
  const close = () => setEditing(null)
  const isFull = addresses.length >= ADDRESSES_MAX
  return (
    <div className="grid gap-6">
      {addresses.length === 0 ? (
        <p className="text-lead text-ink-soft">{t('noAddresses')}</p>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2">
          {addresses.map((address) => (
            <AddressCard key={address.id} address={address} onEdit={() => setEditing(address)} />
          ))}
        </ul>
      )}
      {isFull ? <p className="text-ink-soft">{t('addressTooMany')}</p> : null}
      <Button tone="hot" size="large" disabled={isFull} onClick={() => setEditing('new')}>
        {t('addAddress')}
      </Button>
      <Dialog
        isOpen={editing !== null}
        onClose={close}
        title={t(editing === 'new' ? 'addAddress' : 'editAddress')}
      >
        {editing === null ? null : (
          <AddressForm address={editing === 'new' ? null : editing} onDone={close} />
        )}
      </Dialog>
    </div>
  )
}
