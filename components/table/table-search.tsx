import { Button } from '#components/ui/button.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { type Choice, isNarrowed, type TableDefinition, type TableQuery } from '#lib/tables/table-query.ts'

type Props = {
  table: TableDefinition
  query: TableQuery
  /** What a filter by id offers, by the filter's name. */
  choices?: Readonly<Record<string, readonly Choice[]>>
}

const FOLDED =
  'hidden grid-cols-1 items-end gap-3 min-[24rem]:grid-cols-2 [details[open]+&]:grid md:grid md:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]'

/** A plain form whose answer is an address: it works before any script has come, and a search can be kept as a link. */
export function TableSearch({ table, query, choices = {} }: Props) {
  const isFiltered = Object.keys(query.filters).length > 0 || query.sort !== table.sorts[0][0]
  return (
    <form action={table.path} aria-label={`Find ${table.nouns[1]}`} className="grid gap-3">
      {table.search === null ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
          <label className="grid gap-1.5 text-note font-semibold">
            {table.search}
            <input
              name="q"
              type="search"
              defaultValue={query.q}
              autoComplete="off"
              maxLength={200}
              data-table-search
              className="min-h-12 w-full rounded-card border border-line-strong bg-paper-raised px-3.5 text-body font-normal"
            />
          </label>
          <Button type="submit" tone="ink">
            Find
          </Button>
        </div>
      )}
      {/* On a phone the filters would fill the first screen. Folded by the browser alone: a form's fields are sent as well while hidden. */}
      <details open={isFiltered} className="md:hidden">
        <summary className="inline-flex min-h-12 items-center gap-2 font-semibold underline decoration-line-strong underline-offset-4">
          Filters and order
        </summary>
      </details>
      <div className={FOLDED}>
        {table.filters.map((filter) =>
          filter.kind === 'day' ? (
            <Field
              key={filter.name}
              label={filter.label}
              name={filter.name}
              type="date"
              defaultValue={query.filters[filter.name]}
            />
          ) : (
            <SelectField
              key={filter.name}
              label={filter.label}
              name={filter.name}
              defaultValue={
                query.filters[filter.name] ?? (filter.kind === 'choice' ? filter.choices[0]?.[0] : '')
              }
              required={filter.kind === 'choice'}
            >
              <Options
                of={
                  filter.kind === 'choice'
                    ? filter.choices
                    : [['', filter.all], ...(choices[filter.name] ?? [])]
                }
              />
            </SelectField>
          ),
        )}
        {table.sorts.length > 1 ? (
          <SelectField label="Order" name="sort" defaultValue={query.sort} required>
            <Options of={table.sorts} />
          </SelectField>
        ) : null}
        {/* Where one cannot look for words, the button belongs to the filters: it is folded away with them. */}
        {table.search === null ? (
          <Button type="submit" tone="ink" className="justify-self-start">
            Show
          </Button>
        ) : null}
        {isNarrowed(query) ? (
          <DeskButton href={table.path} tone="plain" className="justify-self-start">
            Show everything
          </DeskButton>
        ) : null}
      </div>
    </form>
  )
}

function Options({ of }: { of: readonly Choice[] }) {
  return of.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}
