import { Field, SelectField } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FieldErrors } from '#lib/actions/result.ts'
import { CURRENCIES } from '#lib/stores/currencies.ts'
import type { StoreForm } from '#lib/stores/schema.ts'

type Props = { store: StoreForm; errors: FieldErrors; canChangeCurrency: boolean }

/** Who the store is, as shoppers see it. */
export function DetailsFields({ store, errors, canChangeCurrency }: Props) {
  const currencies = [...new Set<string>([store.currency, ...CURRENCIES])]
  return (
    <>
      <Field
        label="Name"
        name="name"
        defaultValue={store.name}
        error={errors.name ?? null}
        required
        maxLength={120}
        autoComplete="organization"
      />
      <TextArea
        label="Story"
        hint="Who makes the things, where and how. A few sentences."
        name="story"
        defaultValue={store.story}
        error={errors.story ?? null}
        maxLength={4000}
      />
      <Field
        label="Address for questions"
        hint="Shoppers see it on their order."
        name="supportEmail"
        type="email"
        inputMode="email"
        defaultValue={store.supportEmail}
        error={errors.supportEmail ?? null}
        required
        maxLength={254}
        autoComplete="email"
      />
      <SelectField
        label="Currency"
        hint={
          canChangeCurrency
            ? 'What prices are in. It can be changed until the first sale.'
            : 'What prices are in. There are sales in it, so it stays.'
        }
        name="currency"
        defaultValue={store.currency}
        error={errors.currency ?? null}
        disabled={!canChangeCurrency}
        required
      >
        {currencies.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
    </>
  )
}
