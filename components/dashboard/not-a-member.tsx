import { LinkButton } from '#components/ui/link-button.tsx'

/** Signed in, but nobody has made this person a member of a merchant. */
export function NotAMember({ email, mayOpen }: { email: string; mayOpen: boolean }) {
  return (
    <div className="grid max-w-prose justify-items-start gap-4 py-8">
      <h1 className="poster text-poster">No sales of yours</h1>
      <p className="text-lead text-ink-soft">
        {email} belongs to no merchant. Ask the owner of the shop to add this e-mail to the team, then reload
        this page. Looking for something you bought? Open the link in the receipt.
      </p>
      {mayOpen ? (
        <LinkButton href="/dashboard/open-store" tone="hot" size="large">
          Open a store of your own
        </LinkButton>
      ) : null}
      <LinkButton href="/" tone="ink">
        To the sales
      </LinkButton>
    </div>
  )
}
