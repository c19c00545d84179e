// The limit: Node's http server, which reads the body and answers as many bytes as the shop does, and nothing else.
import { createServer } from 'node:http'

/** As long as the shop's answers; `?bytes=` asks for another length. */
const CLAIM_BYTES = 224
const bodies = new Map<number, Buffer>()

function bodyOf(bytes: number): Buffer {
  const known = bodies.get(bytes)
  if (known) return known
  const body = Buffer.from(`{"echo":"${'x'.repeat(Math.max(0, bytes - 11))}"}`)
  bodies.set(bytes, body)
  return body
}

createServer((request, response) => {
  const url = request.url ?? '/'
  const query = url.indexOf('?bytes=')
  const body = bodyOf(query === -1 ? CLAIM_BYTES : Number(url.slice(query + 7)))
  const answer = () => {
    response.writeHead(request.method === 'POST' ? 201 : 200, {
      'content-type': 'application/json',
      'content-length': body.length,
    })
    response.end(body)
  }
  if (request.method !== 'POST') return answer()
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', answer)
}).listen(Number(process.env.PORT), '127.0.0.1')
