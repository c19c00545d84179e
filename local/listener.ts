import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { LocalConfig } from './config.ts'
import { handleInbox } from './mail/inbox.ts'
import { handlePreviews } from './mail/previews.ts'
import { startSmtp } from './mail/smtp.ts'
import { openMailStore } from './mail/store.ts'
import { reasonOf } from './problem.ts'
import { allowLocalPush } from './push/allow.ts'
import { handlePush } from './push/handle.ts'
import { PushService } from './push/service.ts'
import { createStripeSandbox } from './stripe/sandbox.ts'

/** Everything there is on this port, for whoever typed another path. */
const NOT_FOUND = {
  error: {
    message:
      'There is nothing here: the inbox is at /local/inbox, the Stripe sandbox at /local/stripe, pushes at /local/push.',
  },
}

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}

/** The catch-all for mail with its page, the Stripe sandbox and the push service: one listener on LOCAL_PORT, one for SMTP. */
export async function startListener(config: LocalConfig, log: Logger): Promise<{ close(): Promise<void> }> {
  const store = openMailStore(config.stateDir)
  const sandbox = await createStripeSandbox(config, log)
  const pushes = new PushService(config.urls.local)
  await allowLocalPush(config)
  const smtp = await startSmtp(config, store, log)

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (handleInbox(store, req, res) || handlePreviews(config.urls.shop, req, res)) return
    if (req.url === '/') {
      res.writeHead(302, { location: '/local/inbox' }).end()
      return
    }
    if (await handlePush(pushes, req, res)) return
    if (!(await sandbox.handle(req, res))) sendJson(res, 404, NOT_FOUND)
  }

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (req, res) => {
    handle(req, res).catch((error: unknown) => {
      log.error({ reason: reasonOf(error), url: req.url }, 'request failed')
      sendJson(res, 500, {
        error: { message: 'The sandbox failed on this request: see logs/supervisor.log.' },
      })
    })
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(config.ports.local, '127.0.0.1', listening)
  })
  return {
    async close() {
      await smtp.close()
      await sandbox.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
