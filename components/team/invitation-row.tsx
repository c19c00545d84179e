'use client'

import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { withdrawInvitation } from '#lib/team/actions.ts'
import type { OpenInvitation } from '#lib/team/queries.ts'
import { ROLE_WORDS } from '#lib/team/role-words.ts'
import { StepUpDialog } from './step-up-dialog.tsx'
import { useGuarded } from './use-guarded.ts'

type Props = { invitation: OpenInvitation; isOver: boolean; canChange: boolean }

/** Somebody who was asked and has not answered yet. */
export function InvitationRow({ invitation, isOver, canChange }: Props) {
  const { send, problem, isSending, sendAgain, forget } = useGuarded()
  return (
    <li className="grid gap-2 border-b border-line px-4 py-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6">
      <div className="grid min-w-0 gap-1">
        <strong className="min-w-0 break-words">{invitation.email}</strong>
        <p className="flex flex-wrap items-center gap-2 text-note text-ink-soft">
          {ROLE_WORDS[invitation.role].name} ·{' '}
          {isOver ? <Badge tone="held">Run out</Badge> : <span>good until</span>}
          <LocalTime atMs={Date.parse(invitation.expires_at)} />
        </p>
      </div>
      {canChange ? (
        <Button
          tone="plain"
          disabled={isSending}
          onClick={() => send(() => withdrawInvitation({ id: invitation.id }))}
        >
          Take back
        </Button>
      ) : null}
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      {sendAgain ? <StepUpDialog button="Take back" onDone={sendAgain} onClose={forget} /> : null}
    </li>
  )
}
