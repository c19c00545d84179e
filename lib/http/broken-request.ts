import type { Duplex } from 'node:stream'
import { type ProblemCode, problem } from '#lib/http/problems.ts'

const REASONS: Readonly<Record<string, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Answers what Node could not read as HTTP, or what never arrived as a whole, with a problem like any other. */
export function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, detail } = fault(error.code)
  const code: ProblemCode = 'invalid'
  const answer = problem(code, { status, detail })
  let head = `HTTP/1.1 ${status} ${REASONS[status]}\r\nconnection: close\r\n`
  for (let at = 0; at < answer.headers.length; at += 2)
    head += `${answer.headers[at]}: ${answer.headers[at + 1]}\r\n`
  socket.end(`${head}\r\n${answer.body ?? ''}`)
}

function fault(code: string | undefined): { status: number; detail: string } {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { status: 408, detail: 'The request did not arrive in time: send it again.' }
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return { status: 431, detail: 'The headers are too large: clear the cookies of this site and try again.' }
  }
  return { status: 400, detail: 'This is not HTTP: send a well-formed request.' }
}
