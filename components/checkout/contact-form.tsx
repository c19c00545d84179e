'use client'

import {
  type FocusEvent,
  type FormEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { Field, SelectField } from '#components/ui/field.tsx'
import {
  CONTACT_FIELDS,
  CONTACT_MAX,
  type Contact,
  type ContactErrors,
  type ContactField,
  checkContact,
  contactFrom,
  firstWrongField,
} from '#lib/bags/contact.ts'
import type { Country } from '#lib/bags/countries.ts'
import { useText } from '#lib/languages/text.ts'
import { rememberContact, rememberedContact } from './contact-storage.ts'

/** What the pay button asks of the form. */
export type ContactFormHandle = {
  /** The contact when all of it can be sent; else null, with the words shown and the first wrong field focused. */
  read: () => Contact | null
}

type Props = {
  ref: Ref<ContactFormHandle>
  lastOrder: Contact | null
  /** Named on the server: the browser's own names may differ by a word, and the page would be drawn twice. */
  countries: readonly Country[]
  disabled: boolean
}

/**
 * Who pays and where the parcel goes.
 *
 * The inputs are the browser's own and keep their own values: what is typed before the page is interactive stays,
 * and what is remembered on this device only replaces the last order's words, never what was just typed.
 */
export function ContactForm({ ref, lastOrder, countries, disabled }: Props) {
  const t = useText('contact')
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<ContactErrors>({})

  useEffect(() => {
    if (!form.current) return
    const isTyped = isTouched(form.current, lastOrder)
    fillUntouched(form.current, rememberedContact(), lastOrder)
    // Typed before this code had come, and heard by nobody.
    if (isTyped) rememberContact(readForm(form.current))
  }, [lastOrder])

  useImperativeHandle(ref, () => ({
    read: () => {
      if (!form.current) return null
      const contact = readForm(form.current)
      const found = checkContact(contact, t)
      setErrors(found)
      const wrong = firstWrongField(found)
      if (!wrong) return contact
      fieldOf(form.current, wrong)?.focus()
      return null
    },
  }))

  const keep = (event: FormEvent<HTMLFormElement>) => {
    const contact = readForm(event.currentTarget)
    rememberContact(contact)
    // Words about a mistake go as soon as it is mended, and none appear while somebody is still typing.
    const found = checkContact(contact, t)
    setErrors((shown) => onlyFields(found, (field) => shown[field] !== undefined))
  }

  const checkLeft = (event: FocusEvent<HTMLFormElement>) => {
    const contact = readForm(event.currentTarget)
    const left = CONTACT_FIELDS.find((field) => field === event.target.name)
    if (left && contact[left].trim() !== '')
      setErrors((shown) => ({ ...shown, [left]: checkContact(contact, t)[left] }))
  }

  /** What every field has in common; the browser fills by the autocomplete words of the HTML standard. */
  const field = (name: ContactField, autoComplete: string) => ({
    id: `contact-${name}`,
    name,
    autoComplete,
    disabled,
    required: name !== 'line2',
    defaultValue: lastOrder?.[name] ?? '',
    error: errors[name],
  })
  const text = (name: ContactField, autoComplete: string) => ({
    ...field(name, autoComplete),
    maxLength: CONTACT_MAX[name],
    enterKeyHint: 'next' as const,
  })
  return (
    <form
      ref={form}
      onInput={keep}
      onBlur={checkLeft}
      onSubmit={(event) => event.preventDefault()}
      noValidate
      aria-label={t('label')}
      className="grid gap-4"
    >
      <Field label={t('email')} type="email" inputMode="email" {...text('email', 'email')} />
      <Field label={t('name')} {...text('name', 'shipping name')} />
      <Field label={t('line1')} {...text('line1', 'shipping address-line1')} />
      <Field label={t('line2')} {...text('line2', 'shipping address-line2')} />
      <div className="grid grid-cols-[2fr_3fr] items-start gap-3">
        <Field label={t('postalCode')} {...text('postalCode', 'shipping postal-code')} />
        <Field label={t('city')} {...text('city', 'shipping address-level2')} />
      </div>
      <SelectField label={t('country')} {...field('country', 'shipping country')}>
        <option value="">{t('choose')}</option>
        {countries.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
    </form>
  )
}

function fieldOf(form: HTMLFormElement, field: ContactField): HTMLInputElement | HTMLSelectElement | null {
  const element = form.elements.namedItem(field)
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element : null
}

function readForm(form: HTMLFormElement): Contact {
  // Not FormData: that leaves out fields while they are disabled, and their values are still what was typed.
  return contactFrom(
    Object.fromEntries(CONTACT_FIELDS.map((name) => [name, fieldOf(form, name)?.value ?? ''])),
  )
}

function isTouched(form: HTMLFormElement, lastOrder: Contact | null): boolean {
  return CONTACT_FIELDS.some((field) => (fieldOf(form, field)?.value ?? '') !== (lastOrder?.[field] ?? ''))
}

function fillUntouched(form: HTMLFormElement, remembered: Contact, lastOrder: Contact | null) {
  for (const field of CONTACT_FIELDS) {
    const element = fieldOf(form, field)
    if (element && element.value === (lastOrder?.[field] ?? '') && remembered[field] !== '')
      element.value = remembered[field]
  }
}

function onlyFields(errors: ContactErrors, isKept: (field: ContactField) => boolean): ContactErrors {
  const kept: ContactErrors = {}
  for (const field of CONTACT_FIELDS) if (errors[field] && isKept(field)) kept[field] = errors[field]
  return kept
}
