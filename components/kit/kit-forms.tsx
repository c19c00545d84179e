'use client'

import { useState } from 'react'
import { ChoiceRow } from '#components/checkout/choice-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { Shelf, Specimen } from './specimen.tsx'

export function KitForms() {
  const [isOpen, setIsOpen] = useState(false)
  const [choice, setChoice] = useState('yes')
  return (
    <Shelf title="Forms and dialogs">
      <Specimen name="Fields: empty, filled, optional with a hint, wrong, switched off">
        <Field label="E-mail" type="email" placeholder="you@example.com" required />
        <Field label="Full name" defaultValue="Ada Byron" required />
        <Field label="Flat, floor, company" hint="Only if the parcel needs it." />
        <Field
          label="Postal code"
          defaultValue="1204"
          error="A German postal code has five digits: look at it once more."
          required
        />
        <Field label="City" defaultValue="Berlin" disabled required />
        <SelectField label="Country" defaultValue="DE" required>
          <option value="DE">Germany</option>
          <option value="AT">Austria</option>
        </SelectField>
      </Specimen>
      <Specimen name="Choices">
        {(['yes', 'no'] as const).map((value) => (
          <ChoiceRow
            key={value}
            value={value}
            label={value === 'yes' ? 'Succeeds' : 'Declines'}
            detail="The whole row is the radio button."
            isChosen={choice === value}
            onChoose={setChoice}
          />
        ))}
      </Specimen>
      <div>
        <Button onClick={() => setIsOpen(true)}>Open the dialog</Button>
        <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title="Give it back?">
          <p className="text-ink-soft">It goes to whoever is next in line. Nothing was charged.</p>
          <div className="flex flex-wrap gap-2">
            <Button tone="ink" onClick={() => setIsOpen(false)}>
              Keep it
            </Button>
            <Button onClick={() => setIsOpen(false)}>Give back</Button>
          </div>
        </Dialog>
      </div>
    </Shelf>
  )
}
