'use client'

import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { removeMember, setMemberRole } from '#lib/team/actions.ts'
import { ROLES, type Role } from '#lib/team/permissions.ts'
import type { TeamMember } from '#lib/team/queries.ts'
import { ROLE_WORDS } from '#lib/team/role-words.ts'
import { StepUpDialog } from './step-up-dialog.tsx'
import { useGuarded } from './use-guarded.ts'

type Props = { merchantId: string; member: TeamMember; canChange: boolean }

/** One person of the team, with what an owner can change, and the way out for oneself. */
export function MemberRow({ merchantId, member, canChange }: Props) {
  const { send, problem, isSending, sendAgain, forget } = useGuarded()
  const [isAsking, setAsking] = useState(false)
  const name = member.email || 'Somebody without an address'
  const ids = { merchantId, userId: member.user_id }
  const remove = () =>
    send(
      () => removeMember(ids),
      () => {
        setAsking(false)
        if (member.is_me) window.location.assign('/dashboard')
      },
    )
  return (
    <li className="grid gap-3 border-b border-line px-4 py-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong className="min-w-0 break-words">{name}</strong>
          {member.is_me ? <Badge>You</Badge> : null}
        </p>
        <p className="text-note text-ink-soft">
          {ROLE_WORDS[member.role].name} ·{' '}
          {member.has_second_factor ? 'second factor on' : 'no second factor yet'}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {canChange ? (
          <select
            aria-label={`Role of ${name}`}
            // What the page says is what holds: after a refusal it says so again.
            key={`${member.role}-${problem}`}
            defaultValue={member.role}
            disabled={isSending}
            className="min-h-12 rounded-card border border-line-strong bg-paper-raised px-3 text-body"
            onChange={(event) => {
              const role = event.currentTarget.value as Role
              send(() => setMemberRole({ ...ids, role }))
            }}
          >
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role].name}
              </option>
            ))}
          </select>
        ) : null}
        {canChange || member.is_me ? (
          <Button tone="plain" disabled={isSending} onClick={() => setAsking(true)}>
            {member.is_me ? 'Leave' : 'Remove'}
          </Button>
        ) : null}
      </div>
      {problem ? (
        <div className="sm:col-span-2">
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        </div>
      ) : null}
      {isAsking && !sendAgain ? (
        <Dialog
          isOpen
          onClose={() => setAsking(false)}
          title={member.is_me ? 'Leave the team?' : `Remove ${name}?`}
        >
          <p>
            {member.is_me
              ? 'You see nothing of this shop any more. An owner can invite you again.'
              : 'They see nothing of this shop any more, from this moment on. What they did stays in the log.'}
          </p>
          <Button tone="ink" size="large" disabled={isSending} onClick={remove}>
            {member.is_me ? 'Leave' : 'Remove'}
          </Button>
          <Button tone="plain" onClick={() => setAsking(false)}>
            Leave it as it is
          </Button>
        </Dialog>
      ) : null}
      {sendAgain ? <StepUpDialog button="Go on" onDone={sendAgain} onClose={forget} /> : null}
    </li>
  )
}
