'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inviteMember } from '#lib/team/actions.ts'
import { ROLES, type Role } from '#lib/team/permissions.ts'
import { ROLE_WORDS } from '#lib/team/role-words.ts'
import { StepUpDialog } from './step-up-dialog.tsx'
import { useGuarded } from './use-guarded.ts'

/** Asks somebody into the team by mail. */
export function InviteForm({ merchantId }: { merchantId: string }) {
  const { send, problem, isSending, sendAgain, forget } = useGuarded()
  const [invited, setInvited] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  return (
    <>
      <form
        ref={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const given = new FormData(event.currentTarget)
          const email = String(given.get('email'))
          setInvited(null)
          send(
            () => inviteMember({ merchantId, email, role: String(given.get('role')) as Role }),
            () => {
              setInvited(email)
              form.current?.reset()
            },
          )
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="E-mail"
            name="email"
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            inputMode="email"
          />
          <SelectField label="Role" name="role" required defaultValue="packer">
            {ROLES.toReversed().map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role].name}
              </option>
            ))}
          </SelectField>
        </div>
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
        {invited ? <Notice tone="yours">The invitation is on its way to {invited}.</Notice> : null}
        <Button type="submit" tone="hot" size="large" disabled={isSending} className="sm:justify-self-start">
          {isSending ? 'One moment…' : 'Send the invitation'}
        </Button>
      </form>
      {/* Beside the form, never in it: it has a form of its own. */}
      {sendAgain ? <StepUpDialog button="Send the invitation" onDone={sendAgain} onClose={forget} /> : null}
    </>
  )
}
