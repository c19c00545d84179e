import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { type ApiBody, type ApiCall, BODY_DRAIN_MAX_BYTES, BODY_MAX_BYTES, NO_BODY } from '#lib/http/call.ts'
import type { ApiAnswer } from '#lib/http/problems.ts'

/** A call as Node's http gives it. What only some handlers ask for is looked up when they do. */
export class NodeCall implements ApiCall {
  readonly path: string
  readonly params: ApiCall['params']
  readonly #request: IncomingMessage
  readonly #body: ApiBody

  constructor(request: IncomingMessage, path: string, params: ApiCall['params'], body: ApiBody = NO_BODY) {
    this.#request = request
    this.path = path
    this.params = params
    this.#body = body
  }

  get method(): string {
    return this.#request.method ?? 'GET'
  }

  get peerAddress(): string | null {
    return this.#request.socket.remoteAddress ?? null
  }

  get isEncrypted(): boolean {
    return this.#request.socket instanceof TLSSocket
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  body(): ApiBody {
    return this.#body
  }
}

/**
 * Collects the body and hands it over. Past the limit it is thrown away as it arrives, so that the sender gets to read
 * the refusal (an answer written into a half-sent request is often lost), and past a second limit the line is cut.
 * A sender who goes away meanwhile is told nothing, since nobody is there, and nothing is left of them: no promise, no
 * timer. One who stays and sends nothing is cut off by the server's requestTimeout.
 */
export function readBody(request: IncomingMessage, next: (body: ApiBody) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= BODY_MAX_BYTES) chunks.push(chunk)
    if (size > BODY_DRAIN_MAX_BYTES) request.destroy()
  })
  request.on('end', () => {
    if (size > BODY_MAX_BYTES) next('too_large')
    else next(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
  })
}

/**
 * Writes an answer; a client that is gone is not an error. Head and body are ASCII (see ApiAnswer), which Node joins
 * into one write: written as text and bytes they were two pieces, and cost half again as much as everything before.
 */
export function writeAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(answer.status, answer.headers as string[])
  if (answer.body === null) response.end()
  else response.end(answer.body, 'latin1')
}
