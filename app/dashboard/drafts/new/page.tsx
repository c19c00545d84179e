import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'

/** A draft has its address before anything of it is kept: a reload finds what was typed. */
export default async function NewSalePage() {
  redirect(`/dashboard/drafts/${randomUUID()}`)
}

export const dynamic = 'force-dynamic'
