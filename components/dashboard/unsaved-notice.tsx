import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** Over a form whose fields show what was typed on this device earlier instead of what is saved. */
export function UnsavedNotice({ discard }: { discard: () => void }) {
  return (
    <Notice title="Not saved yet">
      <p>These are the changes you made on this device earlier.</p>
      <Button tone="plain" className="px-0!" onClick={discard}>
        Discard them
      </Button>
    </Notice>
  )
}
