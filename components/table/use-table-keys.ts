'use client'

import type { RefObject } from 'react'
import { useShortcuts } from '#components/dashboard/shortcuts.ts'
import type { Selection } from './selection.ts'

/** Keys of a table: to its search, from row to row (Enter opens the row's link), choosing, and from page to page. */
export function useTableKeys(
  body: RefObject<HTMLTableSectionElement | null>,
  selection: Selection | undefined,
): void {
  const rows = () => [...(body.current?.rows ?? [])]
  const here = () => rows().findIndex((row) => row.contains(document.activeElement))
  const go = (step: number) => {
    const all = rows()
    const to = all[Math.min(Math.max(here() + step, 0), all.length - 1)]
    to?.querySelector<HTMLElement>('a, input, button')?.focus()
    to?.scrollIntoView({ block: 'nearest' })
  }
  const follow = (rel: string) => document.querySelector<HTMLElement>(`nav a[rel="${rel}"]`)?.click()
  useShortcuts([
    {
      keys: '/',
      label: 'Look for something',
      run: () => document.querySelector<HTMLElement>('[data-table-search]')?.focus(),
    },
    { keys: 'j', label: 'Next row', run: () => go(1) },
    { keys: 'k', label: 'Row before', run: () => go(-1) },
    ...(selection
      ? [
          {
            keys: 'x',
            label: 'Choose the row',
            run: () => {
              const id = rows()[here()]?.dataset.id
              if (id) selection.choose([id], !selection.has(id))
            },
          },
        ]
      : []),
    { keys: 'n', label: 'Next page', run: () => follow('next') },
    { keys: 'p', label: 'Page before', run: () => follow('prev') },
  ])
}
