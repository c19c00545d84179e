import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Starts listening; the port, which the system chose when 0 was asked. Throws one sentence that says what to do. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(new Error(sentenceFor(error, port, host)))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function sentenceFor(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: stop that one, or set PORT to a free port.`
    case 'EACCES':
      return `Port ${port} needs more rights than this user has: set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: set HOST to one it has, such as 0.0.0.0.`
    default:
      return `Cannot listen on ${host}:${port} (${error.message}): set HOST and PORT to an address that is free.`
  }
}
