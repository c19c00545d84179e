import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ArchivedMany } from '#lib/products/archive-actions.ts'
import type { ProductRow } from '#lib/products/product-table.ts'

type Props = {
  status: ProductRow['status']
  result: ArchivedMany
  products: readonly ProductRow[]
  isSending: boolean
  onUndo: (products: readonly ProductRow[]) => void
}

/** What came of putting products away or back, what stayed and why, and the way to take it back. */
export function ArchivedNotice({ status, result, products, isSending, onUndo }: Props) {
  const stayed = products.filter(({ id }) => result.inSale.includes(id))
  const moved = products.filter(({ id }) => !result.inSale.includes(id))
  const many = result.changed === 1 ? '1 product is' : `${result.changed} products are`
  return (
    <Notice>
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span>
          {result.changed > 0
            ? `${many} ${status === 'archived' ? 'archived' : 'back among the others'}. `
            : null}
          {stayed.length > 0
            ? `${stayed.map(({ name }) => name).join(', ')} ${stayed.length === 1 ? 'stays' : 'stay'}: shoppers know of the sale it is in.`
            : null}
        </span>
        {moved.length > 0 ? (
          <Button tone="plain" disabled={isSending} onClick={() => onUndo(moved)}>
            Undo
          </Button>
        ) : null}
      </span>
    </Notice>
  )
}
