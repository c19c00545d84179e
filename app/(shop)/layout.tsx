import type { ReactNode } from 'react'
import { AppStart } from '#components/app/app-start.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'

export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageFrame>{children}</PageFrame>
      <AppStart />
    </>
  )
}
