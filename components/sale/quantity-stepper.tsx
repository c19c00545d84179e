'use client'

import { useText } from '#lib/languages/text.ts'

type Props = { value: number; max: number; onChange: (value: number) => void }

/** How many, up to the limit per person and what is free. */
export function QuantityStepper({ value, max, onChange }: Props) {
  const t = useText('sale')
  return (
    <fieldset className="flex h-14 shrink-0 items-center rounded-card border border-line-strong bg-paper-raised">
      <legend className="sr-only">{t('howMany')}</legend>
      <Step label={t('oneLess')} sign="−" isDisabled={value <= 1} onStep={() => onChange(value - 1)} />
      <output aria-live="polite" className="figures w-5 text-center font-bold">
        {value}
      </output>
      <Step label={t('oneMore')} sign="+" isDisabled={value >= max} onStep={() => onChange(value + 1)} />
    </fieldset>
  )
}

type StepProps = { label: string; sign: string; isDisabled: boolean; onStep: () => void }

function Step({ label, sign, isDisabled, onStep }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={isDisabled}
      onClick={onStep}
      className="h-full w-12 touch-manipulation text-[1.5rem] leading-none disabled:text-line-strong"
    >
      {sign}
    </button>
  )
}
