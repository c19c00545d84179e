'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { saveAddress } from '#lib/addresses/actions.ts'
import type { AddressFields, KeptAddress } from '#lib/addresses/address.ts'
import { CONTACT_MAX, contactFrom } from '#lib/bags/contact.ts'
import { listCountries } from '#lib/bags/countries.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { useText } from '#lib/languages/text.ts'

const LABELS = {
  name: 'fieldName',
  line1: 'fieldLine1',
  line2: 'fieldLine2',
  postalCode: 'fieldPostalCode',
  city: 'fieldCity',
  country: 'fieldCountry',
} as const

type Props = { address: KeptAddress | null; onDone: () => void }

/** The checkout's fields without the e-mail. The id is made here, before the first try, so that trying again saves one address. */
export function AddressForm({ address, onDone }: Props) {
  const t = useText('account')
  const [id] = useState(() => address?.id ?? newRequestId())
  const [step, setStep] = useState<'typing' | 'saving'>('typing')
  const [problem, setProblem] = useState<string | null>(null)

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const { email: _email, ...fields } = contactFrom(Object.fromEntries(form))
    setStep('saving')
    const answer = await saveAddress({ id, isDefault: form.get('isDefault') === 'on', address: fields })
    if (answer.ok) return onDone()
    setProblem(answer.message)
    setStep('typing')
  }

  const text = (name: keyof AddressFields, autoComplete: string) => ({
    label: t(LABELS[name]),
    name,
    autoComplete: `shipping ${autoComplete}`,
    required: name !== 'line2',
    maxLength: CONTACT_MAX[name],
    defaultValue: address?.[name] ?? '',
  })
  return (
    <form onSubmit={(event) => void save(event)} className="grid gap-4">
      <Field {...text('name', 'name')} />
      <Field {...text('line1', 'address-line1')} />
      <Field {...text('line2', 'address-line2')} />
      <div className="grid grid-cols-[2fr_3fr] items-start gap-3">
        <Field {...text('postalCode', 'postal-code')} />
        <Field {...text('city', 'address-level2')} />
      </div>
      <SelectField
        label={t('fieldCountry')}
        name="country"
        autoComplete="shipping country"
        required
        defaultValue={address?.country ?? ''}
      >
        <option value="">{t('choose')}</option>
        {listCountries(t.language).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {address?.isDefault ? null : (
        <label className="flex min-h-12 items-center gap-3">
          <input type="checkbox" name="isDefault" className="size-5 accent-ink" />
          {t('useAsDefault')}
        </label>
      )}
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" tone="hot" size="large" disabled={step === 'saving'}>
        {t(step === 'saving' ? 'saving' : 'saveAddress')}
      </Button>
    </form>
  )
}
