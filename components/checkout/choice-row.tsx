import type { ReactNode } from 'react'

type Props = {
  value: string
  label: string
  /** What a screen reader says instead of the label, where the two differ. */
  spoken?: string
  detail: string
  isChosen: boolean
  onChoose: (value: string) => void
  /** What else can be done with it, outside of the label. */
  children?: ReactNode
}

/** One way to pay in the sandbox's list: the whole row is the radio button. */
export function ChoiceRow({ value, label, spoken, detail, isChosen, onChoose, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 rounded-card border border-line pe-3 has-checked:border-ink has-checked:bg-paper-raised has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <label className="grid min-h-12 min-w-48 flex-1 grid-cols-[auto_1fr] items-center gap-x-3 py-2 ps-3">
        <input
          type="radio"
          name="bank-answer"
          value={value}
          checked={isChosen}
          onChange={() => onChoose(value)}
          className="size-5 accent-ink"
        />
        <span className="grid">
          {spoken ? (
            <>
              <span aria-hidden className="figures font-semibold">
                {label}
              </span>
              <span className="sr-only">{spoken}. </span>
            </>
          ) : (
            <span className="font-semibold">{label}</span>
          )}
          <span className="text-note text-ink-soft">{detail}</span>
        </span>
      </label>
      {children ? <div className="ms-auto">{children}</div> : null}
    </div>
  )
}
