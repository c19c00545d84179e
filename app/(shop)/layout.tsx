import type { ReactNode } from 'react'
import { AppStart } from '#components/app/app-start.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { Texts } from '#lib/languages/texts.tsx'

export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <Texts of={['install']}>
      <PageFrame>{children}</PageFrame>
      <AppStart />
    </Texts>
  )
}
