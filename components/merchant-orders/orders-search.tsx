import { Button } from '#components/ui/button.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import {
  isNarrowed,
  ORDER_FILTERS,
  ORDER_SORTS,
  type OrderSearch,
} from '#lib/merchant-orders/order-search.ts'

type Named = { id: string; title: string }
type Props = { search: OrderSearch; sales: readonly Named[] }

const FOLDED = 'col-span-2 hidden grid-cols-2 items-end gap-x-3 gap-y-4 [details[open]+&]:grid md:contents'

/** Something besides the words is asked for: it has to be seen that it is. */
function isFiltered(search: OrderSearch): boolean {
  return isNarrowed({ ...search, q: '' }) || search.sort !== ORDER_SORTS[0][0]
}

/** A plain form whose answer is an address: it works before any script has come, and a search can be kept as a link. */
export function OrdersSearch({ search, sales }: Props) {
  return (
    <form
      action="/dashboard/orders"
      aria-label="Find orders"
      className="grid grid-cols-2 items-end gap-x-3 gap-y-4 md:grid-cols-4 lg:grid-cols-[2fr_1fr_1fr_1fr]"
    >
      <div className="col-span-2 md:col-span-4 lg:col-span-1">
        <Field
          label="Number, e-mail, name or tracking number"
          name="q"
          type="search"
          defaultValue={search.q}
          autoComplete="off"
          maxLength={200}
          required={false}
        />
      </div>
      {/* On a phone the filters would fill the first screen. Folded by the browser alone: a form's fields are sent as well while hidden. */}
      <details open={isFiltered(search)} className="self-center md:hidden [&[open]]:col-span-2">
        <summary className="inline-flex min-h-12 items-center gap-2 font-semibold underline decoration-line-strong underline-offset-4">
          Filters
        </summary>
      </details>
      <div className={FOLDED}>
        <SelectField label="Show" name="show" defaultValue={search.show} required>
          {ORDER_FILTERS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField label="Sale" name="sale" defaultValue={search.sale ?? ''} required={false}>
          <option value="">All sales</option>
          {sales.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <SelectField label="Order" name="sort" defaultValue={search.sort} required>
          {ORDER_SORTS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <div className="col-span-2 grid grid-cols-1 gap-x-3 gap-y-4 min-[24rem]:grid-cols-2 md:col-span-2 lg:col-span-1">
          <Field label="From" name="from" type="date" defaultValue={search.from} />
          <Field label="To" name="to" type="date" defaultValue={search.to} />
        </div>
      </div>
      <div className="col-span-2 flex flex-wrap gap-2 [details:not([open])~&]:max-md:col-span-1 [details:not([open])~&]:max-md:justify-end">
        <Button type="submit" tone="ink">
          Find
        </Button>
        {isNarrowed(search) ? (
          <DeskButton href="/dashboard/orders" tone="plain">
            Show everything
          </DeskButton>
        ) : null}
      </div>
    </form>
  )
}
