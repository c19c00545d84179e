import type { ReactNode } from 'react'

/** Next wants one; nobody looks at it. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
