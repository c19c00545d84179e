import type { ReactNode } from 'react'
import { DashboardShell } from '#components/dashboard/dashboard-shell.tsx'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'

/** Around every page of the dashboard for who works for a merchant; others are led away by the page itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const desk = await getDesk()
  return desk ? <DashboardShell desk={desk}>{children}</DashboardShell> : children
}
