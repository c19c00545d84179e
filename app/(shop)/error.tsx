'use client'

import { Broken } from '#components/layout/broken.tsx'

/** Below the layout, so that the header with the bag in it stays: what somebody holds is one tap away. */
export default function ShopError() {
  return <Broken />
}
