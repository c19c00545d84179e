'use client'

import type { ComponentProps, Ref } from 'react'
import type { Contact } from '#lib/bags/contact.ts'
import { useText } from '#lib/languages/text.ts'
import { ContactForm, type ContactFormHandle } from './contact-form.tsx'
import { PaymentFields } from './payment-fields.tsx'
import type { PaymentMethodHandle } from './payment-method.ts'

type Props = Omit<ComponentProps<typeof PaymentFields>, 'ref'> & {
  contactRef: Ref<ContactFormHandle>
  methodRef: Ref<PaymentMethodHandle>
  lastContact: Contact | null
  countries: ComponentProps<typeof ContactForm>['countries']
}

/** Who gets it and what pays for it: all that is typed or chosen. It comes in its own file, once the bag itself stands. */
export function WhereAndHow({ contactRef, methodRef, lastContact, countries, ...payment }: Props) {
  const t = useText('checkout')
  return (
    <>
      <section aria-labelledby="where-to" className="grid gap-4">
        <h2 id="where-to" className="poster text-heading">
          {t('whereTo')}
        </h2>
        <ContactForm
          ref={contactRef}
          lastOrder={lastContact}
          countries={countries}
          disabled={payment.disabled}
        />
      </section>
      <PaymentFields ref={methodRef} {...payment} />
    </>
  )
}
