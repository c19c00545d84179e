'use client'

import type { ComponentProps } from 'react'
import { useEffect, useState } from 'react'
import { Field, SelectField } from '#components/ui/field.tsx'
import type { SaleForm } from '#lib/sale-drafts/sale-form.ts'
import { instantOf } from '#lib/sale-drafts/zoned-time.ts'

type Bound = Pick<ComponentProps<'input'>, 'id' | 'value' | 'autoComplete'> & {
  onChange: (event: { target: { value: string } }) => void
  error: string | null
}
type Props = { form: SaleForm; field: (name: 'opensAt' | 'closesAt' | 'timeZone') => Bound }

/** When it opens and closes, on the wall of which place, and what that is for a shopper somewhere else. */
export function ScheduleFields({ form, field }: Props) {
  // The list of the browser's own zones; on the server there is only the one that is chosen, so that both draw the same.
  const [zones, setZones] = useState<readonly string[]>([])
  useEffect(() => setZones(Intl.supportedValuesOf('timeZone')), [])
  const known = zones.includes(form.timeZone) ? zones : [form.timeZone, ...zones]
  return (
    <>
      <SelectField
        label="Time zone"
        hint="The times below are on the clocks there."
        required
        {...field('timeZone')}
      >
        {known.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Opens" type="datetime-local" required {...field('opensAt')} />
        <Field label="Closes" type="datetime-local" required {...field('closesAt')} />
      </div>
      <Elsewhere wall={form.opensAt} timeZone={form.timeZone} />
    </>
  )
}

const PLACES = ['America/New_York', 'Europe/London', 'Asia/Tokyo']

function Elsewhere({ wall, timeZone }: { wall: string; timeZone: string }) {
  const found = wall === '' ? null : instantOf(wall, timeZone)
  if (!found) return null
  const words = (zone: string) =>
    new Intl.DateTimeFormat('en', {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    }).format(found.atMs)
  return (
    <div className="text-note text-ink-soft">
      {found.note === 'skipped' ? (
        <p className="font-semibold text-alert">
          The clocks go forward that night and skip this time: it opens at {words(timeZone)}.
        </p>
      ) : null}
      {found.note === 'twice' ? (
        <p className="font-semibold text-alert">
          The clocks go back that night and show this time twice: it opens the first time.
        </p>
      ) : null}
      <p>
        It opens in the same second for everybody; each shopper reads it in their own time:{' '}
        {PLACES.filter((zone) => zone !== timeZone)
          .map((zone) => `${words(zone)} in ${zone.split('/')[1]?.replace('_', ' ')}`)
          .join(', ')}
        .
      </p>
    </div>
  )
}
