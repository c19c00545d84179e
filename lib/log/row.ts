/** One thing that was done. `at` as Postgres writes it; `moved_by` null: by the platform itself. */
export type LogRow = {
  id: number
  at: string
  action: string
  subject_kind: string
  subject_id: string
  moved_by: string | null
  email: string | null
  detail: Record<string, unknown>
}

/** Who did it: an address, somebody whose account is gone, or the platform itself. */
export function whoOf(row: Pick<LogRow, 'moved_by' | 'email'>): string {
  if (row.moved_by === null) return 'Stampede itself'
  return row.email || 'Somebody whose account is deleted'
}
