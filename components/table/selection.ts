'use client'

import { useCallback, useEffect, useState } from 'react'

/** The rows somebody has chosen, also on pages that are not shown. */
export type Selection = {
  has(id: string): boolean
  choose(ids: readonly string[], isChosen: boolean): void
}

export type Chosen<Row> = Selection & {
  rows: readonly Row[]
  /** How many of them are on other pages than this one. */
  elsewhere: number
  /** More were to be chosen than can be done at once: the first ones are. */
  isFull: boolean
  clear(): void
}

/**
 * Rows chosen from a table. They stay chosen from page to page of one search, for as long as the tab is open; another search, or another merchant,
 * begins anew, so that nothing is done to a row nobody remembers. What this page shows of a row replaces what was kept of it.
 */
export function useSelection<Row extends { id: string }>(
  key: string,
  shown: readonly Row[],
  max: number,
): Chosen<Row> {
  const storageKey = `stampede:chosen:${key}`
  const [kept, setKept] = useState<readonly Row[]>([])
  const [isFull, setIsFull] = useState(false)
  useEffect(() => setKept(readKept<Row>(storageKey)), [storageKey])

  const keep = useCallback(
    (rows: readonly Row[]) => {
      setKept(rows)
      if (rows.length === 0) sessionStorage.removeItem(storageKey)
      else sessionStorage.setItem(storageKey, JSON.stringify(rows))
    },
    [storageKey],
  )
  const rows = kept.map((row) => shown.find(({ id }) => id === row.id) ?? row)
  return {
    rows,
    elsewhere: rows.filter((row) => !shown.some(({ id }) => id === row.id)).length,
    isFull,
    has: (id) => rows.some((row) => row.id === id),
    choose(ids, isChosen) {
      const rest = rows.filter(({ id }) => !ids.includes(id))
      const wanted = isChosen ? [...rest, ...shown.filter(({ id }) => ids.includes(id))] : rest
      setIsFull(wanted.length > max)
      keep(wanted.slice(0, max))
    },
    clear: () => keep([]),
  }
}

function readKept<Row>(key: string): readonly Row[] {
  try {
    const rows: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(rows) ? rows : []
  } catch {
    // Something else wrote there, or nothing may be kept on this device: nothing is chosen, and everything can be.
    return []
  }
}
