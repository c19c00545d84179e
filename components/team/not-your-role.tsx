import { LinkButton } from '#components/ui/link-button.tsx'

/** A page of the dashboard for which somebody's role is not enough: `what` is what they came for. */
export function NotYourRole({ what }: { what: string }) {
  return (
    <div className="grid max-w-prose justify-items-start gap-4 py-8">
      <h1 className="poster text-poster">Not with your role</h1>
      <p className="text-lead text-ink-soft">
        {what} is for people with more to decide. Ask an owner of the shop, who can give you another role
        under Team.
      </p>
      <LinkButton href="/dashboard" tone="ink">
        To the sales
      </LinkButton>
    </div>
  )
}
