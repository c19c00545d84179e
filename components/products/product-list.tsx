'use client'

import { DataTable } from '#components/table/data-table.tsx'
import { useSelection } from '#components/table/selection.ts'
import { SelectionBar } from '#components/table/selection-bar.tsx'
import { TableEmpty } from '#components/table/table-empty.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PRODUCT_TABLE, PRODUCTS_AT_ONCE, type ProductRow } from '#lib/products/product-table.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { ArchivedNotice } from './archived-notice.tsx'
import { PRODUCT_COLUMNS, productCells } from './product-cells.tsx'
import { useArchive } from './use-archive.ts'

type Props = { products: readonly ProductRow[]; merchantId: string; query: TableQuery; canEdit: boolean }

/** A page of the products; who may change them chooses some and puts them away, or back. */
export function ProductList({ products, merchantId, query, canEdit }: Props) {
  const chosen = useSelection(merchantId + tableHref(PRODUCT_TABLE, query), products, PRODUCTS_AT_ONCE)
  const { done, problem, isSending, move, forget } = useArchive(merchantId)
  const away = chosen.rows.filter(({ status }) => status === 'archived')
  const here = chosen.rows.filter(({ status }) => status === 'active')
  return (
    <>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      {done ? (
        <ArchivedNotice
          status={done.status}
          result={done.result}
          products={done.products}
          isSending={isSending}
          onUndo={(those) => move(those, done.status === 'archived' ? 'active' : 'archived', forget)}
        />
      ) : null}
      <DataTable
        table={PRODUCT_TABLE}
        query={query}
        columns={PRODUCT_COLUMNS}
        rows={products.map((product) => ({
          id: product.id,
          name: product.name,
          cells: productCells(product, canEdit),
        }))}
        {...(canEdit && { selection: chosen })}
        empty={
          <TableEmpty
            table={PRODUCT_TABLE}
            query={query}
            never="Everything you make is archived. Look among the archived ones to bring something back."
          />
        }
      />
      <SelectionBar chosen={chosen} max={PRODUCTS_AT_ONCE}>
        {away.length > 0 ? (
          <Button tone="quiet" disabled={isSending} onClick={() => move(away, 'active', chosen.clear)}>
            Bring back {away.length}
          </Button>
        ) : null}
        {here.length > 0 ? (
          <Button tone="ink" disabled={isSending} onClick={() => move(here, 'archived', chosen.clear)}>
            {isSending ? 'One moment…' : `Archive ${here.length}`}
          </Button>
        ) : null}
      </SelectionBar>
    </>
  )
}
