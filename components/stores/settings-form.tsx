'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { UnsavedNotice } from '#components/dashboard/unsaved-notice.tsx'
import { type Picked, PictureField } from '#components/pictures/picture-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useFocusFirstInvalid } from '#components/ui/use-focus-first-invalid.ts'
import type { ActionResult, FieldErrors } from '#lib/actions/result.ts'
import { saveStore } from '#lib/stores/actions.ts'
import { type KeptStore, readKeptStore } from '#lib/stores/kept-form.ts'
import type { StoreForm, StoreInput } from '#lib/stores/schema.ts'
import { DefaultsFields } from './defaults-fields.tsx'
import { DetailsFields } from './details-fields.tsx'

type Props = { merchantId: string; version: number; store: StoreForm; canChangeCurrency: boolean }

const LOST = 'There is no connection just now. What you typed still stands here: save again in a moment.'

/**
 * Who the store is and what its new sales begin with, saved together. What is typed is kept on this device until it is saved or discarded: a
 * reload, a dead battery or a session that ended loses nothing.
 */
export function SettingsForm(props: Props) {
  const key = `stampede-store:${props.merchantId}`
  const [kept, setKept] = useState<KeptStore | null>(null)
  const [isBroughtBack, setBroughtBack] = useState(false)
  useEffect(() => {
    const typed = readKeptStore(localStorage.getItem(key))
    setKept(typed)
    setBroughtBack(typed !== null)
  }, [key])
  // Of what was brought back, that of when it was typed: if somebody has saved since, saving says so.
  const version = kept && isBroughtBack ? kept.version : props.version
  const forget = () => {
    localStorage.removeItem(key)
    setBroughtBack(false)
  }
  return (
    <div className="grid gap-10">
      {isBroughtBack ? (
        <UnsavedNotice
          discard={() => {
            forget()
            setKept(null)
          }}
        />
      ) : null}
      <Fields
        key={kept ? 'kept' : 'saved'}
        {...props}
        version={version}
        store={kept?.store ?? props.store}
        forget={forget}
        keep={(typed) => {
          try {
            localStorage.setItem(key, JSON.stringify({ version, store: typed }))
          } catch {
            // A device without room, or one that keeps nothing: the form works all the same.
          }
        }}
      />
    </div>
  )
}

type FieldsProps = Props & { keep: (typed: StoreForm) => void; forget: () => void }

function Fields({ merchantId, version, store, canChangeCurrency, keep, forget }: FieldsProps) {
  const [logo, setLogo] = useState<Picked[]>(store.logoUrl ? [{ url: store.logoUrl, alt: 'Logo' }] : [])
  const [problem, setProblem] = useState<string | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [isSaved, setSaved] = useState(false)
  const [isSending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useFocusFirstInvalid(form, errors)
  const router = useRouter()

  const typedIn = (given: FormData, picked = logo): StoreForm => {
    const text = (name: keyof StoreForm) => String(given.get(name) ?? '')
    return {
      name: text('name'),
      story: text('story'),
      supportEmail: text('supportEmail'),
      logoUrl: picked[0]?.url ?? null,
      currency: given.has('currency') ? text('currency') : store.currency,
      shipping: text('shipping'),
      shippingNote: text('shippingNote'),
      returnsNote: text('returnsNote'),
      taxPercent: text('taxPercent'),
      taxName: text('taxName'),
      capture: text('capture') === 'at_shipping' ? 'at_shipping' : 'automatic',
    }
  }

  async function save(given: FormData) {
    setSending(true)
    setProblem(null)
    setErrors({})
    setSaved(false)
    const input: StoreInput = { merchantId, version, ...typedIn(given) }
    const lost: ActionResult<null> = { ok: false, code: 'failed', message: LOST }
    const answer = await saveStore(input).catch(() => lost)
    setSending(false)
    if (answer.ok) {
      forget()
      setSaved(true)
      router.refresh()
      return
    }
    setProblem(answer.message)
    setErrors(answer.fields ?? {})
  }

  return (
    <form
      ref={form}
      noValidate
      className="grid gap-10"
      onInput={(event) => {
        setSaved(false)
        keep(typedIn(new FormData(event.currentTarget)))
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void save(new FormData(event.currentTarget))
      }}
    >
      <section id="store" aria-labelledby="store-title" className="grid scroll-mt-20 gap-6">
        <h2 id="store-title" className="poster text-heading">
          The store
        </h2>
        <DetailsFields store={store} errors={errors} canChangeCurrency={canChangeCurrency} />
        <div className="grid gap-1.5">
          <PictureField
            label="Logo"
            hint="Upright or square. Shoppers see it at small sizes."
            pictures={logo}
            max={1}
            isDescribed={false}
            onChange={(to) => {
              setSaved(false)
              setLogo((now) => {
                const next = to(now)
                if (form.current) keep(typedIn(new FormData(form.current), next))
                return next
              })
            }}
          />
          {errors.logo ? <p className="text-note font-semibold text-alert">{errors.logo}</p> : null}
        </div>
      </section>
      <section id="sales" aria-labelledby="sales-title" className="grid scroll-mt-20 gap-6">
        <div className="grid gap-2">
          <h2 id="sales-title" className="poster text-heading">
            What new sales begin with
          </h2>
          <p className="max-w-prose text-ink-soft">
            Each sale takes a copy that you can change there. Sales you have already begun stay as they are.
          </p>
        </div>
        <DefaultsFields store={store} errors={errors} />
      </section>
      <div className="grid gap-4">
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
        {isSaved ? <Notice tone="yours">Saved.</Notice> : null}
        <Button type="submit" tone="hot" size="large" disabled={isSending} className="sm:justify-self-start">
          {isSending ? 'Saving…' : 'Save settings'}
        </Button>
      </div>
    </form>
  )
}
