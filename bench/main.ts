import { Problem, reasonOf } from '../local/problem.ts'
import { say } from '../local/say.ts'
import { readArguments } from './arguments.ts'
import { benchmark } from './benchmark.ts'
import { type Field, openField } from './setup.ts'

/** `npm run bench`: starts everybody, measures, writes the results, stops everybody. Exits with 1 when an audit failed. */
async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2))
  let field: Field | null = null
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await field?.stop()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      say(`\nStopped by ${name}; nothing was written.`)
      // What is not stopped in good order ends with this process: see spawnGuarded.
      void stop().finally(() => process.exit(130))
    })
  }
  process.on('disconnect', () => void stop().finally(() => process.exit(130)))
  try {
    field = await openField(args)
    return await benchmark(args, field)
  } finally {
    await stop()
  }
}

try {
  process.exit(await main())
} catch (error) {
  const text =
    error instanceof Problem ? error.message : error instanceof Error ? error.stack : reasonOf(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
