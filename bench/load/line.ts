import { connect, type Socket } from 'node:net'
import { readAnswer } from './answer.ts'

/** Called with the answer to the request under way; `bytes` is only good until the call returns. */
export type OnAnswer = (line: Line, status: number, bytes: Buffer, bodyAt: number, end: number) => void

/** One kept-alive connection with at most one request under way. */
export type Line = {
  send(bytes: Buffer, sinceMs: number): void
  /** When the request under way was sent (or should have been), by performance.now(). */
  readonly sinceMs: number
  readonly isBusy: boolean
  close(): void
}

export type LineEvents = {
  onAnswer: OnAnswer
  /** The connection is gone; `wasBusy` when a request was under way. Nothing comes from this line any more. */
  onGone(line: Line, wasBusy: boolean): void
}

/** Reads of all connections land here, one after the other: nothing is allocated per answer. */
const arrivals = Buffer.allocUnsafe(256 * 1024)

/** Opens a connection to 127.0.0.1; settles when it can be used. */
export function openLine(port: number, events: LineEvents): Promise<Line> {
  return new Promise((resolve, reject) => {
    let sinceMs = 0
    let isBusy = false
    let isGone = false
    let isReady = false
    let partial: Buffer | null = null
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: arrivals,
        callback(size) {
          try {
            take(size)
          } catch {
            // What arrived is not an answer: the connection is of no use, and counted as broken.
            leave()
          }
          return true
        },
      },
    })
    const line: Line = {
      send(bytes, since) {
        sinceMs = since
        isBusy = true
        socket.write(bytes)
      },
      get sinceMs() {
        return sinceMs
      },
      get isBusy() {
        return isBusy
      },
      close() {
        isGone = true
        socket.destroy()
      },
    }

    function take(size: number): void {
      const bytes: Buffer = partial ? Buffer.concat([partial, arrivals.subarray(0, size)]) : arrivals
      const end = partial ? bytes.length : size
      const answer = readAnswer(bytes, end)
      if (!answer) {
        partial = partial ? bytes : Buffer.from(arrivals.subarray(0, size))
        return
      }
      partial = null
      if (!isBusy || answer.length !== end) throw new Error('more arrived than was asked for')
      isBusy = false
      const { status, bodyAt, isClosing } = answer
      if (isClosing) leave()
      events.onAnswer(line, status, bytes, bodyAt, end)
    }

    function leave(): void {
      if (isGone) return
      isGone = true
      socket.destroy()
      if (isReady) events.onGone(line, isBusy)
    }

    socket.once('connect', () => {
      isReady = true
      resolve(line)
    })
    socket.on('error', (error) => {
      if (!isReady) reject(error)
      leave()
    })
    socket.on('close', leave)
  })
}
