'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { UnsavedNotice } from '#components/dashboard/unsaved-notice.tsx'
import { PictureField } from '#components/pictures/picture-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { useFocusFirstInvalid } from '#components/ui/use-focus-first-invalid.ts'
import type { ActionResult, FieldErrors } from '#lib/actions/result.ts'
import { PICTURES_PER_PRODUCT } from '#lib/pictures/limits.ts'
import { saveProduct } from '#lib/products/actions.ts'
import type { MyProduct } from '#lib/products/product.ts'
import { RemoveProduct } from './remove-product.tsx'
import { useProductDraft } from './use-product-draft.ts'
import { VariantFields } from './variant-fields.tsx'

const LOST = 'There is no connection just now. What you typed is kept on this device: save again in a moment.'

/** What a product is. What it costs and how many there are belongs to each sale. */
export function ProductForm({ merchantId, product }: { merchantId: string; product: MyProduct | null }) {
  const { id, version, draft, isReady, isBroughtBack, change, forget } = useProductDraft(merchantId, product)
  const [problem, setProblem] = useState<string | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [isSending, setSending] = useState(false)
  const takenOut = useRef(new Set<string>())
  const form = useRef<HTMLFormElement>(null)
  useFocusFirstInvalid(form, errors)
  const router = useRouter()

  async function save() {
    setSending(true)
    setProblem(null)
    setErrors({})
    const lost: ActionResult<null> = { ok: false, code: 'failed', message: LOST }
    const answer = await saveProduct({
      merchantId,
      id,
      version,
      ...draft,
      takenOut: [...takenOut.current],
    }).catch(() => lost)
    setSending(false)
    if (answer.ok) {
      forget()
      router.push('/dashboard/products')
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
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {isBroughtBack ? (
        <UnsavedNotice
          discard={() => {
            forget()
            location.reload()
          }}
        />
      ) : null}
      <fieldset disabled={!isReady} className="grid min-w-0 gap-6">
        <Field
          label="Name"
          value={draft.name}
          onChange={(event) => change((now) => ({ ...now, name: event.target.value }))}
          error={errors.name ?? null}
          required
          maxLength={120}
          autoComplete="off"
        />
        <TextArea
          label="Story"
          hint="What it is made of, how big it is, who makes it. Shoppers read it beside the picture."
          value={draft.description}
          onChange={(event) => change((now) => ({ ...now, description: event.target.value }))}
          error={errors.description ?? null}
          maxLength={4000}
        />
        <PictureField
          label="Pictures"
          hint="The first one is on the sale's page. Upright or square both work; 1,600 pixels wide is best."
          pictures={draft.pictures}
          max={PICTURES_PER_PRODUCT}
          errors={below(errors, 'pictures.')}
          onChange={(to) =>
            change((now) => {
              const pictures = to(now.pictures)
              for (const { url } of now.pictures)
                if (!pictures.some((one) => one.url === url)) takenOut.current.add(url)
              return { ...now, pictures }
            })
          }
        />
        <VariantFields
          variants={draft.variants}
          onChange={(variants) => change((now) => ({ ...now, variants }))}
          errors={errors}
        />
        <Field
          label="Tax rate of its own, in %"
          hint="Only where it differs from the rest of the sale, such as 7 for a book."
          value={draft.taxPercent}
          onChange={(event) => change((now) => ({ ...now, taxPercent: event.target.value }))}
          error={errors.taxPercent ?? null}
          inputMode="decimal"
          maxLength={6}
          autoComplete="off"
        />
      </fieldset>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" tone="hot" size="large" disabled={!isReady || isSending}>
        {isSending ? 'Saving…' : 'Save product'}
      </Button>
      {product ? (
        <RemoveProduct merchantId={merchantId} id={product.id} name={product.name} onRemoved={forget} />
      ) : null}
    </form>
  )
}

function below(errors: FieldErrors, prefix: string): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([place, words]) =>
      place.startsWith(prefix) ? [[place.slice(prefix.length), words]] : [],
    ),
  )
}
