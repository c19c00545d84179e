import { Button } from '#components/ui/button.tsx'
import { chooseMerchant } from '#lib/merchants/choose-merchant.ts'

type Props = { what: string; owner: { id: string; name: string }; chosen: string; path: string }

/** Something of another merchant one works for was opened, by a link in a mail: it is shown after the desk is that one's. */
export function OtherMerchant({ what, owner, chosen, path }: Props) {
  return (
    <div className="grid max-w-prose justify-items-start gap-4 py-8">
      <h1 className="poster text-heading">
        {what} of {owner.name}
      </h1>
      <p className="text-lead text-ink-soft">
        You are looking at {chosen}. Go over to {owner.name} to see it.
      </p>
      <form action={chooseMerchant}>
        <input type="hidden" name="back" value={path} />
        <Button type="submit" tone="ink" name="merchant" value={owner.id}>
          Go over to {owner.name}
        </Button>
      </form>
    </div>
  )
}
