'use client'

import { UnsavedNotice } from '#components/dashboard/unsaved-notice.tsx'
import { PictureField } from '#components/pictures/picture-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { MyProduct } from '#lib/products/product.ts'
import { fieldId, gapWords } from '#lib/sale-drafts/gap-words.ts'
import type { SaleForm } from '#lib/sale-drafts/sale-form.ts'
import { Checklist } from './checklist.tsx'
import { ItemFields } from './item-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { type Built, useSaleBuilder } from './use-sale-builder.ts'

type Text = { [Key in keyof SaleForm]: SaleForm[Key] extends string ? Key : never }[keyof SaleForm]

/** Everything of a sale in one form, what is missing beside it. */
export function SaleBuilder({ built, products }: { built: Built; products: readonly MyProduct[] }) {
  const draft = useSaleBuilder(built)
  const { form, change } = draft
  const errorAt = (place: string) => (draft.hasTried && draft.gaps.includes(place) ? gapWords(place) : null)
  const altError = errorAt('heroAlt')
  const field = (name: Text, place: string = name) => ({
    id: fieldId(place),
    value: form[name],
    onChange: (event: { target: { value: string } }) =>
      change((now) => ({ ...now, [name]: event.target.value })),
    error: errorAt(place),
    autoComplete: 'off',
  })
  return (
    <form
      noValidate
      className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]"
      onSubmit={(event) => {
        event.preventDefault()
        void draft.save()
      }}
    >
      <div className="grid min-w-0 content-start gap-12">
        {draft.isBroughtBack ? <UnsavedNotice discard={draft.discard} /> : null}
        <Part title="What it is">
          <Field label="Title" required maxLength={120} {...field('title')} />
          <Field label="Line under the title" maxLength={200} {...field('tagline')} />
          <TextArea
            label="Story"
            hint="Why this sale, why now. It stands at the end of the page."
            maxLength={8000}
            {...field('story')}
          />
          <Field
            label="Category"
            hint="What shoppers filter by, such as ceramics."
            required
            maxLength={40}
            {...field('category')}
          />
          <div id={fieldId('heroUrl')} tabIndex={-1}>
            <span id={fieldId('heroAlt')} />
            <PictureField
              label="Picture at the top"
              hint="Wide works best: 4 by 3."
              pictures={pictureOf(form)}
              max={1}
              errors={altError ? { '0.alt': altError } : {}}
              onChange={(to) =>
                change((now) => {
                  const [picture] = to(pictureOf(now))
                  return { ...now, heroUrl: picture?.url ?? null, heroAlt: picture?.alt ?? '' }
                })
              }
            />
            {errorAt('heroUrl') ? (
              <p className="mt-2 text-note font-semibold text-alert">{errorAt('heroUrl')}</p>
            ) : null}
          </div>
        </Part>
        <Part title="When">
          <ScheduleFields form={form} field={field} />
        </Part>
        <Part title="What is for sale">
          <ItemFields
            products={products}
            items={form.items}
            currency={built.currency}
            errorAt={errorAt}
            onChange={(items) => change((now) => ({ ...now, items }))}
          />
        </Part>
        <Part title="Fair play">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Minutes held"
              hint="How long a claim is a shopper’s own."
              required
              inputMode="numeric"
              {...field('holdMinutes', 'holdSeconds')}
            />
            <Field
              label="Minutes to pay"
              hint="At least, once paying has begun."
              required
              inputMode="numeric"
              {...field('payMinutes', 'paySeconds')}
            />
          </div>
        </Part>
        <Part title="Shipping, tax and returns">
          <div className="grid gap-4 sm:grid-cols-3">
            <Field
              label={`Shipping, ${built.currency}`}
              hint="Per order; 0 is free."
              required
              inputMode="decimal"
              {...field('shipping', 'shippingCents')}
            />
            <Field
              label="Tax in the prices, %"
              hint="0 is none."
              required
              inputMode="decimal"
              {...field('taxPercent', 'taxBasisPoints')}
            />
            <Field
              label="Name of the tax"
              hint="As on a receipt."
              required
              maxLength={20}
              {...field('taxName')}
            />
          </div>
          <SelectField label="Cards are charged" required {...field('capture')}>
            <option value="automatic">With the payment</option>
            <option value="at_shipping">When the parcel leaves</option>
          </SelectField>
          <TextArea
            label="About shipping"
            hint="How long it takes, where to."
            maxLength={500}
            {...field('shippingNote')}
          />
          <TextArea label="About returns" required maxLength={500} {...field('returnsNote')} />
        </Part>
      </div>
      <aside
        aria-label="Before it is scheduled"
        className="grid content-start gap-4 lg:sticky lg:top-24 lg:self-start"
      >
        <Checklist gaps={draft.gaps} />
        {draft.problem ? (
          <Notice tone="alert" isUrgent>
            {draft.problem}
          </Notice>
        ) : null}
        <p role="status" className="text-note font-semibold text-yours empty:hidden">
          {draft.said}
        </p>
        <Button tone="hot" size="large" disabled={draft.isBusy} onClick={() => void draft.schedule()}>
          {draft.isBusy ? 'One moment…' : 'Schedule the sale'}
        </Button>
        <Button type="submit" disabled={draft.isBusy}>
          Save the draft
        </Button>
        {built.version !== null ? (
          // A page of its own: only its policy lets it hold a frame.
          <LinkButton href={`/dashboard/drafts/${built.id}/preview`} tone="plain">
            Look at it as a phone shows it
          </LinkButton>
        ) : null}
      </aside>
    </form>
  )
}

const pictureOf = ({ heroUrl, heroAlt }: SaleForm) =>
  heroUrl === null ? [] : [{ url: heroUrl, alt: heroAlt }]

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid min-w-0 gap-5">
      <h2 className="poster text-heading">{title}</h2>
      {children}
    </section>
  )
}
