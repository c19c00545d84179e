import type { Metadata } from 'next'
import { InvitationRow } from '#components/team/invitation-row.tsx'
import { InviteForm } from '#components/team/invite-form.tsx'
import { MemberRow } from '#components/team/member-row.tsx'
import { RoleTable } from '#components/team/role-table.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'
import { listInvitations, listTeam } from '#lib/team/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'Team', robots: { index: false } }

export default async function TeamPage() {
  const { merchant, role } = await requireMerchant()
  const [members, invitations] = await Promise.all([listTeam(merchant.id), listInvitations(merchant.id)])
  const [canChange, nowMs] = [mayDo(role, 'manage_team'), databaseNowMs()]
  return (
    <main id="main" className="sheet grid max-w-4xl grid-cols-1 gap-10 py-8">
      <div className="grid gap-2">
        <h1 className="poster text-poster">Team</h1>
        <p className="text-lead text-ink-soft">
          Who works for {merchant.name}.{' '}
          <DeskLink href="/dashboard/security" className="font-semibold underline underline-offset-4">
            Your second factor
          </DeskLink>
        </p>
      </div>
      <section aria-labelledby="people" className="grid gap-3">
        <h2 id="people" className="poster text-heading">
          People
        </h2>
        <ul className="rounded-card border border-line">
          {members.map((member) => (
            <MemberRow key={member.user_id} merchantId={merchant.id} member={member} canChange={canChange} />
          ))}
        </ul>
      </section>
      {canChange ? (
        <section aria-labelledby="invite" className="grid gap-3">
          <h2 id="invite" className="poster text-heading">
            Invite somebody
          </h2>
          <InviteForm merchantId={merchant.id} />
        </section>
      ) : null}
      {invitations.length > 0 ? (
        <section aria-labelledby="invited" className="grid gap-3">
          <h2 id="invited" className="poster text-heading">
            Invited
          </h2>
          <ul className="rounded-card border border-line">
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={invitation}
                isOver={Date.parse(invitation.expires_at) <= nowMs}
                canChange={canChange}
              />
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="roles" className="grid gap-3">
        <h2 id="roles" className="poster text-heading">
          Roles
        </h2>
        <RoleTable />
      </section>
    </main>
  )
}
