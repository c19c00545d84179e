import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { BusyError } from '#lib/http/busy.ts'
import { type ApiCall, BODY_DRAIN_MAX_BYTES, BODY_MAX_BYTES } from '#lib/http/call.ts'
import type { ApiAnswer } from '#lib/http/problems.ts'

/** A call as Node's http gives it. */
export function nodeCall(request: IncomingMessage, path: string, params: ApiCall['params']): ApiCall {
  return {
    method: request.method ?? 'GET',
    path,
    params,
    header(name) {
      const value = request.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    peerAddress: request.socket.remoteAddress ?? null,
    isEncrypted: request.socket instanceof TLSSocket,
    body: () => readBody(request),
  }
}

/**
 * Collects the body. Past the limit it is thrown away as it arrives, so that the sender gets to read the refusal
 * (an answer written into a half-sent request is often lost), and past a second limit the line is cut.
 */
function readBody(request: IncomingMessage): Promise<Buffer | 'too_large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_MAX_BYTES) chunks.push(chunk)
      if (size > BODY_DRAIN_MAX_BYTES) request.destroy()
    })
    request.on('end', () => {
      if (size > BODY_MAX_BYTES) resolve('too_large')
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    const leave = () => reject(new BusyError('the sender went away'))
    request.on('error', leave)
    request.on('close', () => {
      if (!request.readableEnded) leave()
    })
  })
}

/** Writes an answer; a client that is gone is not an error. */
export function writeAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(answer.status, answer.headers as Record<string, string | string[]>)
  if (answer.body) response.end(answer.body)
  else response.end()
}
