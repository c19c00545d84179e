'use client'

import type { ReactNode } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import type { Column } from '#components/table/table-columns.ts'
import { TableEmpty } from '#components/table/table-empty.tsx'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { MOVEMENT_TABLE, MOVEMENT_WORDS, type MovementRow } from '#lib/movements/movement-table.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'

const COLUMNS: readonly Column[] = [
  { name: 'What', on: 'title' },
  { name: 'Item', on: 'line' },
  { name: 'When', on: 'line' },
  { name: 'Why', on: 'desk' },
  { name: 'Order', on: 'line' },
  { name: 'Units', on: 'side', isFigure: true },
]

const TONES: Readonly<Record<string, BadgeTone>> = { claimed: 'held', paid: 'yours', withdrawn: 'alert' }
const WORDS: Readonly<Record<string, string>> = Object.fromEntries(MOVEMENT_WORDS)

export function MovementList({ movements, query }: { movements: readonly MovementRow[]; query: TableQuery }) {
  return (
    <DataTable
      table={MOVEMENT_TABLE}
      query={query}
      columns={COLUMNS}
      rows={movements.map((movement) => ({
        id: String(movement.id),
        name: `movement ${movement.id}`,
        cells: cellsOf(movement),
      }))}
      empty={
        <TableEmpty
          table={MOVEMENT_TABLE}
          query={query}
          never="Nothing has moved yet. The first claim of a unit appears here."
        />
      }
    />
  )
}

function cellsOf(movement: MovementRow): ReactNode[] {
  return [
    <Badge key="what" tone={TONES[movement.kind] ?? 'paper'}>
      {WORDS[movement.kind] ?? movement.kind}
    </Badge>,
    <span key="item" className="grid leading-tight lg:max-w-60">
      <span className="truncate font-semibold">{movement.product_name}</span>
      <span className="truncate text-note text-ink-soft">{movement.variant_name}</span>
    </span>,
    <LocalTime key="when" atMs={Date.parse(movement.at)} className="text-note text-ink-soft" />,
    <span key="why" className="text-note text-ink-soft">
      {movement.cause.replaceAll('_', ' ')}
    </span>,
    movement.order_id ? (
      <DeskLink
        key="order"
        href={`/dashboard/orders/${movement.order_id}`}
        className="figures inline-flex min-h-8 items-center font-semibold underline underline-offset-4"
      >
        {movement.order_number}
      </DeskLink>
    ) : null,
    <span key="units" className="font-semibold">
      {movement.quantity}
    </span>,
  ]
}
