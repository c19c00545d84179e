import { pino } from 'pino'
import { loadConfig } from '../config.ts'
import { Problem } from '../problem.ts'
import { startGateway } from './gateway.ts'

const log = pino({ name: 'api', level: process.env.LOG_LEVEL ?? 'info' })

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
