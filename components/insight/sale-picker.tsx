import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/field.tsx'
import type { SaleChoice } from '#lib/insight/queries.ts'

/** Which sale to look at: a plain form, so that it works before any script does. */
export function SalePicker({ sales, slug }: { sales: readonly SaleChoice[]; slug: string }) {
  return (
    <form action="/dashboard/insight" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 max-w-md flex-1">
        <SelectField label="Sale" name="sale" defaultValue={slug} required>
          {sales.map((sale) => (
            <option key={sale.slug} value={sale.slug}>
              {sale.title}, {sale.opensAt.slice(0, 10)}
            </option>
          ))}
        </SelectField>
      </div>
      <Button type="submit">Show</Button>
    </form>
  )
}
