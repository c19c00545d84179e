import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { PEER_HEADER } from '#lib/http/client-address.ts'
import { getLog } from '#lib/http/log.ts'
import { writeAnswer } from '#lib/http/node-call.ts'
import { problem } from '#lib/http/problems.ts'

export type NextPages = {
  /** Answers whatever the fast lane does not. */
  handle(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

/**
 * Starts Next inside this process. Throws one sentence when there is no build to serve. Next is imported here and not
 * above, because it reads NODE_ENV while it loads.
 */
export async function loadNext(options: {
  isDev: boolean
  hostname: string
  port: number
}): Promise<NextPages> {
  const dir = process.cwd()
  if (!options.isDev && !existsSync(join(dir, '.next', 'BUILD_ID'))) {
    throw new Error('There is no build to serve: run `npx next build` first, or start with --dev.')
  }
  Object.assign(process.env, { NODE_ENV: options.isDev ? 'development' : 'production' })
  const { default: createNext } = await import('next')
  const next = createNext({ dir, dev: options.isDev, hostname: options.hostname, port: options.port })
  const handle = next.getRequestHandler()
  await next.prepare()
  // Only exists once Next is prepared.
  return {
    handle(request, response) {
      // Actions see headers only. Whatever the sender wrote there is replaced.
      request.headers[PEER_HEADER] = request.socket.remoteAddress ?? 'unknown'
      handle(request, response).catch((error: unknown) => {
        getLog().error({ err: error, path: request.url }, 'a page failed')
        writeAnswer(response, problem('internal'))
      })
    },
    close: () => next.close(),
  }
}
