import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by their own step of the tests, once for the whole tree.
  typescript: { ignoreBuildErrors: true },
  // Loaded from node_modules at run time, so that these and server.ts share one copy.
  serverExternalPackages: ['postgres', 'pino', 'jose', 'rate-limiter-flexible'],
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
          { key: 'x-frame-options', value: 'DENY' },
        ],
      },
      {
        // The preview of a draft, which the dashboard shows in a frame as wide as a phone (lib/csp/policy.ts).
        source: '/preview/:id',
        headers: [{ key: 'x-frame-options', value: 'SAMEORIGIN' }],
      },
      {
        // Asked for anew at every visit: a copy kept on the way would keep everybody on an old version of the shop.
        source: '/sw.js',
        headers: [
          { key: 'cache-control', value: 'no-cache' },
          {
            key: 'content-security-policy',
            value: "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'",
          },
        ],
      },
    ]
  },
}

export default config
