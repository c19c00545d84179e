import type { IncomingMessage } from 'node:http'
import { StripeProblem } from './problems.ts'

/** No call we make is longer than a few kilobytes. */
const MAX_BYTES = 64 * 1024

/** The whole body as text. Throws 400 when it is longer than any request we make. */
export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) {
      throw new StripeProblem(400, {
        type: 'invalid_request_error',
        message: 'The request body is too long.',
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
