import type { Metadata } from 'next'
import { JoinForm } from '#components/team/join-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { signOut } from '#lib/accounts/actions.ts'
import { getViewer } from '#lib/merchants/queries.ts'
import { joinWords } from '#lib/team/outcome-words.ts'
import { getInvitation } from '#lib/team/queries.ts'
import { ROLE_WORDS } from '#lib/team/role-words.ts'

export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'no-referrer' }

/** The link of an invitation. Opening it changes nothing: programs that look into mails open links. */
export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [invitation, viewer] = await Promise.all([getInvitation(token), getViewer()])
  const isOther = viewer !== null && invitation !== null && viewer.email.toLowerCase() !== invitation.email
  const refused =
    invitation?.state === 'open' ? (isOther ? 'wrong_address' : null) : (invitation?.state ?? 'unknown')
  return (
    <main id="main" className="sheet grid max-w-xl grid-cols-1 content-start gap-6 py-10">
      {invitation && refused === null ? (
        <>
          <div className="grid gap-3">
            <h1 className="poster text-poster">Join {invitation.merchant_name}</h1>
            <p className="text-lead text-ink-soft">
              {invitation.email} is invited as {ROLE_WORDS[invitation.role].name.toLowerCase()}:{' '}
              {ROLE_WORDS[invitation.role].about.toLowerCase()}.
            </p>
          </div>
          <JoinForm token={token} email={invitation.email} isSignedIn={viewer !== null} />
        </>
      ) : (
        <>
          <h1 className="poster text-poster">No way in here</h1>
          <p className="text-lead text-ink-soft">{joinWords(refused ?? 'unknown')}</p>
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/dashboard" tone="ink">
              To the dashboard
            </LinkButton>
            {viewer ? (
              <form action={signOut}>
                <Button type="submit" tone="plain">
                  Sign out
                </Button>
              </form>
            ) : null}
          </div>
        </>
      )}
    </main>
  )
}
