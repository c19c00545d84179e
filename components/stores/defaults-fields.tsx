import { Field, SelectField } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FieldErrors } from '#lib/actions/result.ts'
import type { StoreForm } from '#lib/stores/schema.ts'

/** Shipping, returns, tax and when cards are charged, as a new draft of a sale begins. */
export function DefaultsFields({ store, errors }: { store: StoreForm; errors: FieldErrors }) {
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field
          label={`Shipping, in ${store.currency}`}
          hint="Once an order, whatever is in it. 0 is free."
          name="shipping"
          defaultValue={store.shipping}
          error={errors.shipping ?? null}
          inputMode="decimal"
          maxLength={9}
          autoComplete="off"
        />
        <SelectField
          label="Cards are charged"
          name="capture"
          defaultValue={store.capture}
          error={errors.capture ?? null}
          required
        >
          <option value="automatic">When the order is placed</option>
          <option value="at_shipping">When the order is shipped</option>
        </SelectField>
        <Field
          label="Tax contained in the prices, in %"
          hint="Such as 19. 0 is none."
          name="taxPercent"
          defaultValue={store.taxPercent}
          error={errors.taxPercent ?? null}
          inputMode="decimal"
          maxLength={6}
          autoComplete="off"
        />
        <Field
          label="What the tax is called"
          hint="On the receipt."
          name="taxName"
          defaultValue={store.taxName}
          error={errors.taxName ?? null}
          required
          maxLength={20}
          autoComplete="off"
        />
      </div>
      <TextArea
        label="About shipping"
        hint="Where to, and how long it takes."
        name="shippingNote"
        defaultValue={store.shippingNote}
        error={errors.shippingNote ?? null}
        maxLength={500}
      />
      <TextArea
        label="Returns"
        hint="How long shoppers have and who pays the way back. They look for it before they buy."
        name="returnsNote"
        defaultValue={store.returnsNote}
        error={errors.returnsNote ?? null}
        maxLength={500}
      />
    </>
  )
}
