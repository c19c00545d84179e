import { pino } from 'pino'
import { loadConfig } from '../config.ts'
import { Problem } from '../problem.ts'
import { startGateway } from './gateway.ts'

/**
 * The driver asks each new connection for the types of its arrays, which lite needs; when the connection is lost just
 * then, that question's failure reaches nobody. It is no reason to end: the request that wanted the connection fails
 * and says so. Anything else is a bug, and ends the process.
 */
function onUnhandled(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('CONNECTION_')) {
    log.warn({ error }, 'a connection to the database was lost')
    return
  }
  log.fatal({ error }, 'an error that nobody handled')
  process.exit(1)
}

const log = pino({ name: 'api', level: process.env.LOG_LEVEL ?? 'info' })

process.on('unhandledRejection', onUnhandled)

try {
  const gateway = await startGateway(loadConfig(process.env), log)
  const stop = async () => {
    await gateway.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (process.connected) process.once('disconnect', stop)
  process.on('SIGHUP', () => {
    gateway.reloadSchema().catch((error) => log.warn({ error }, 'schema not read again'))
  })
  process.send?.('ready')
} catch (error) {
  if (error instanceof Problem) log.fatal(error.message)
  else log.fatal({ error }, 'the API could not start')
  process.exit(1)
}
