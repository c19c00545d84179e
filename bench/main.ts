import { Problem, reasonOf } from '../local/problem.ts'
import { say } from '../local/say.ts'
import { readArguments } from './arguments.ts'
import { benchmark } from './benchmark.ts'
import { openField, type Stops, stopAll } from './setup.ts'

/** `npm run bench`: starts everybody, measures, writes the results, stops everybody. Exits with 1 when an audit failed. */
async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2))
  const stops: Stops = []
  let isStopping = false
  const giveUp = (why: string) => {
    if (isStopping) return
    isStopping = true
    say(`\nStopped by ${why}; nothing was written.`)
    // What does not end in good order ends with this process: see spawnGuarded.
    void stopAll(stops).finally(() => process.exit(130))
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => giveUp(name))
  // Started by scripts/bootstrap.mjs, which was killed.
  process.on('disconnect', () => giveUp('the end of the program that started it'))
  try {
    return await benchmark(args, await openField(args, stops))
  } catch (error) {
    // Whatever was under way breaks when its processes are stopped: the message is given already, and so is the exit code.
    if (isStopping) return await new Promise<never>(() => undefined)
    throw error
  } finally {
    if (!isStopping) await stopAll(stops)
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
