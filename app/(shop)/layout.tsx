import type { ReactNode } from 'react'
import { PageFrame } from '#components/layout/page-frame.tsx'

export default function ShopLayout({ children }: { children: ReactNode }) {
  return <PageFrame>{children}</PageFrame>
}
