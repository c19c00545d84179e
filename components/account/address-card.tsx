'use client'

import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { removeAddress, saveAddress } from '#lib/addresses/actions.ts'
import type { KeptAddress } from '#lib/addresses/address.ts'
import { countryName } from '#lib/bags/countries.ts'
import { useText } from '#lib/languages/text.ts'

type Props = { address: KeptAddress; onEdit: () => void }

/** One address as a label prints it. Removing it takes a second tap; the first only asks. */
export function AddressCard({ address, onEdit }: Props) {
  const t = useText('account')
  const [step, setStep] = useState<'still' | 'asking' | 'busy'>('still')
  const [problem, setProblem] = useState<string | null>(null)
  const { id, isDefault, ...fields } = address

  const run = async (work: () => Promise<{ ok: boolean; message?: string }>) => {
    setStep('busy')
    const answer = await work()
    setProblem(answer.ok ? null : (answer.message ?? null))
    setStep('still')
  }
  const lines = [
    fields.line1,
    fields.line2,
    `${fields.postalCode} ${fields.city}`,
    countryName(fields.country, t.language),
  ]

  return (
    <li className="grid content-between gap-4 rounded-card border border-line bg-paper-raised p-4">
      <div className="grid justify-items-start gap-2">
        {isDefault ? <Badge tone="yours">{t('default')}</Badge> : null}
        <address className="not-italic wrap-anywhere">
          <strong className="block">{fields.name}</strong>
          {lines.filter(Boolean).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        {step === 'asking' ? (
          <>
            <Button onClick={() => void run(() => removeAddress(id))}>{t('removeForGood')}</Button>
            <Button onClick={() => setStep('still')}>{t('keep')}</Button>
          </>
        ) : (
          <>
            <Button
              onClick={onEdit}
              disabled={step === 'busy'}
              aria-label={t('editNamed', { name: fields.line1 })}
            >
              {t('edit')}
            </Button>
            <Button
              onClick={() => setStep('asking')}
              disabled={step === 'busy'}
              aria-label={t('removeNamed', { name: fields.line1 })}
            >
              {t('remove')}
            </Button>
            {isDefault ? null : (
              <Button
                onClick={() => void run(() => saveAddress({ id, isDefault: true, address: fields }))}
                disabled={step === 'busy'}
                aria-label={t('defaultNamed', { name: fields.line1 })}
              >
                {t('makeDefault')}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  )
}
