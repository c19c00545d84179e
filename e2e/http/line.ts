import { Agent, request } from 'node:http'

export type LineAnswer = {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: Buffer
}

export type Line = {
  ask(
    method: string,
    path: string,
    headers?: Record<string, string>,
    body?: string,
    timeoutMs?: number,
  ): Promise<LineAnswer>
  /** True once the other end has closed the connection that was used. */
  isCut(): boolean
  close(): void
}

/** One connection, kept open, that sends what it is told and nothing else: fetch adds headers and hides its lines. */
export function openLine(origin: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let isCut = false
  return {
    ask(method, path, headers = {}, body, timeoutMs = 15_000) {
      return new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
        const signal = AbortSignal.timeout(timeoutMs)
        const options = { agent, method, headers: { ...headers, ...length }, signal }
        const call = request(origin + path, options, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks),
            })
          })
        })
        call.on('socket', (socket) => {
          if (socket.listenerCount('close', notice) === 0) socket.on('close', notice)
        })
        call.on('error', reject)
        call.end(body)
      })
    },
    isCut: () => isCut,
    close: () => agent.destroy(),
  }

  function notice(): void {
    isCut = true
  }
}

/** POST /api/claims with a pass, on that line. */
export async function claimOn(
  line: Line,
  pass: string,
  wanted: { itemId: string; quantity: number; requestId: string },
): Promise<{ status: number; claimId: string | undefined }> {
  const headers = { authorization: `Pass ${pass}`, 'content-type': 'application/json' }
  const { status, body } = await line.ask('POST', '/api/claims', headers, JSON.stringify(wanted))
  const parsed = JSON.parse(body.toString()) as { claim?: { id: string } }
  return { status, claimId: parsed.claim?.id }
}
