'use client'

import { Broken } from '#components/layout/broken.tsx'

/** The pages here have no frame around them that would be the `<main>`. */
export default function AccountError() {
  return (
    <main>
      <Broken />
    </main>
  )
}
