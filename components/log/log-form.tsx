import { Button } from '#components/ui/button.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import type { LogSearch } from '#lib/log/log-search.ts'
import type { LogPerson } from '#lib/log/queries.ts'
import { LOG_WORDS } from '#lib/log/words.ts'

/** A plain form whose answer is an address, so that a search can be kept as a link. */
export function LogForm({ search, people }: { search: LogSearch; people: readonly LogPerson[] }) {
  return (
    <form
      action="/dashboard/log"
      aria-label="Find in the log"
      className="grid grid-cols-1 items-end gap-4 min-[24rem]:grid-cols-2 lg:grid-cols-[2fr_2fr_1fr_1fr_auto]"
    >
      {search.subject ? <input type="hidden" name="subject" value={search.subject} /> : null}
      <SelectField label="Who" name="person" defaultValue={search.person ?? ''}>
        <option value="">Everybody</option>
        {people.map(({ id, email }) => (
          <option key={id} value={id}>
            {email || 'Without an address'}
          </option>
        ))}
      </SelectField>
      <SelectField label="What" name="action" defaultValue={search.action ?? ''}>
        <option value="">Everything</option>
        {Object.entries(LOG_WORDS).map(([action, words]) => (
          <option key={action} value={action}>
            {words}
          </option>
        ))}
      </SelectField>
      <Field label="From" name="from" type="date" defaultValue={search.from ?? ''} />
      <Field label="To" name="to" type="date" defaultValue={search.to ?? ''} />
      <Button type="submit" tone="ink" className="min-[24rem]:col-span-2 lg:col-span-1">
        Show
      </Button>
    </form>
  )
}
