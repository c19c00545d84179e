import { createServer, type OutgoingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Front = { url: string; setVersion(version: number): void; close(): Promise<void> }

/** The shop behind another port, where its service worker comes in the version a test asks for. All else is as it is. */
export async function startFront(shopUrl: string): Promise<Front> {
  const shop = new URL(shopUrl)
  let version = 1
  const server = createServer((incoming, outgoing) => {
    const headers: OutgoingHttpHeaders = { ...incoming.headers, host: shop.host }
    // Its own text, whole: what is written in front of it is in no other encoding, and no tag of the shop's knows it.
    if (incoming.url === '/sw.js')
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name]
    // Writes are taken from the shop's own pages only.
    if (headers.origin) headers.origin = shop.origin
    const options = {
      host: shop.hostname,
      port: shop.port,
      method: incoming.method,
      path: incoming.url,
      headers,
    }
    const asked = request(options, (answer) => {
      const isWorker = incoming.url === '/sw.js' && answer.statusCode === 200
      const { 'content-length': _length, ...rest } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, isWorker ? rest : answer.headers)
      if (isWorker) outgoing.write(`/* version ${version} */\n`)
      answer.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  })
  await listen(server)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    setVersion: (next) => {
      version = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}
