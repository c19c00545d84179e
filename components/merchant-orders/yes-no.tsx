type Props = { name: string; question: string; yes: string; no: string; isYes: boolean }

/** A choice of two, both in words: neither is ticked away out of sight. */
export function YesNo({ name, question, yes, no, isYes }: Props) {
  return (
    <fieldset className="grid gap-1">
      <legend className="text-note font-semibold">{question}</legend>
      {[
        ['yes', yes],
        ['no', no],
      ].map(([value, label]) => (
        <label key={value} className="flex min-h-12 items-center gap-3">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={(value === 'yes') === isYes}
            className="size-5 accent-ink"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
