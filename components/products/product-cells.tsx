import type { ReactNode } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import type { Column } from '#components/table/table-columns.ts'
import { Badge } from '#components/ui/badge.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import { choicesOf, type ProductRow, productState } from '#lib/products/product-table.ts'

export const PRODUCT_COLUMNS: readonly Column[] = [
  { name: 'Product', on: 'title', sorts: ['name', 'name_desc'], isRisingFirst: true },
  { name: 'State', on: 'desk' },
  { name: 'Sales', on: 'desk', isFigure: true },
  { name: 'Added', on: 'desk', sorts: ['newest', 'oldest'] },
]

/** The cells of a product, in the order of the columns. On a phone its picture, name, choices and state are the whole row. */
export function productCells(product: ProductRow, canEdit: boolean): ReactNode[] {
  const state = (
    <Badge tone={product.is_in_sale ? 'yours' : product.status === 'archived' ? 'ink' : 'paper'}>
      {productState(product)}
    </Badge>
  )
  return [
    <span key="what" className="flex min-w-0 items-center gap-3">
      <ProductPicture product={product} />
      <span className="grid min-w-0 justify-items-start gap-0.5 leading-tight">
        {canEdit ? (
          <DeskLink
            href={`/dashboard/products/${product.id}`}
            className="inline-flex min-h-8 min-w-0 max-w-full items-center font-bold break-words underline underline-offset-4"
          >
            <span className="min-w-0 break-words">{product.name}</span>
          </DeskLink>
        ) : (
          <span className="min-w-0 max-w-full font-bold break-words">{product.name}</span>
        )}
        <span className="line-clamp-2 max-w-full text-note break-words text-ink-soft">
          {choicesOf(product)}
        </span>
        <span className="mt-1 lg:hidden">{state}</span>
      </span>
    </span>,
    <span key="state">{state}</span>,
    <span key="sales">{product.sales}</span>,
    <LocalTime key="added" atMs={Date.parse(product.created_at)} className="text-note text-ink-soft" />,
  ]
}

function ProductPicture({ product }: { product: ProductRow }) {
  const shape = 'size-20 shrink-0 overflow-hidden rounded-card lg:size-14'
  return product.picture_url ? (
    <ShopPicture
      url={product.picture_url}
      alt={product.picture_alt ?? ''}
      sizes="5rem"
      width={80}
      height={80}
      loading="lazy"
      className={`${shape} object-cover`}
    />
  ) : (
    <span
      className={`${shape} grid place-items-center bg-paper-sunk p-1 text-center text-note leading-tight text-ink-soft`}
    >
      No picture
    </span>
  )
}
