import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Random } from '../shoppers/random.ts'

export type BadLine = {
  origin: string
  /** What it did so far. */
  done: { answers: number; cut: number; delayed: number; requestsCut: number }
  close(): Promise<void>
}

export type BadLineSettings = {
  /** The port behind it. */
  port: number
  random: Random
  /** Share of answers cut somewhere in the middle, after the server has sent them. */
  cut: number
  /** Share of answers that come up to `delayMs` later. */
  delayed: number
  delayMs: number
  /** Share of requests that are cut before the server has all of them. */
  requestsCut: number
}

/**
 * A line as bad as a stadium's: a TCP proxy that cuts answers in the middle (the server believes that they arrived),
 * delays them until the client has given up, and cuts requests before they are whole.
 */
export async function startBadLine(settings: BadLineSettings): Promise<BadLine> {
  const { random } = settings
  const done = { answers: 0, cut: 0, delayed: 0, requestsCut: 0 }
  const open = new Set<Socket>()

  function join(phone: Socket): void {
    const server = connect(settings.port, '127.0.0.1')
    const end = () => {
      phone.destroy()
      server.destroy()
      open.delete(phone)
    }
    open.add(phone)
    // Whichever side breaks, for whatever reason, the other one breaks too: that is what this line does.
    for (const socket of [phone, server]) socket.on('error', end).on('close', end)
    phone.on('data', (request) => {
      if (!random.chance(settings.requestsCut)) return server.write(request)
      done.requestsCut += 1
      server.write(request.subarray(0, random.int(0, request.length - 1)), end)
    })
    server.on('data', (answer) => {
      done.answers += 1
      if (random.chance(settings.cut)) {
        done.cut += 1
        phone.write(answer.subarray(0, random.int(0, answer.length - 1)), end)
      } else if (random.chance(settings.delayed)) {
        done.delayed += 1
        setTimeout(() => phone.writable && phone.write(answer), random.int(1, settings.delayMs))
      } else phone.write(answer)
    })
  }

  const listener = createServer(join).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    done,
    async close() {
      for (const socket of open) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
