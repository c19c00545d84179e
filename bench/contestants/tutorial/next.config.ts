import { join } from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['postgres'],
  // Packages and #lib are the project's own, three folders up.
  turbopack: { root: join(process.cwd(), '..', '..', '..') },
}

export default config
