// Usage: node bench/load/main.ts '{"port":3000,"connections":256,"measureMs":3000,"requests":{"kind":"get","path":"/api/time"}}'
// For claims: "requests":{"kind":"claim","saleId":"…","itemIds":["…"],"passSecret":"…"}; every field is in plan.ts.
import type { LoadPlan, LoadResult } from './plan.ts'
import { runLoad } from './run-load.ts'

export type ToGenerator = { plan: LoadPlan }
export type FromGenerator = { phase: 'measuring' | 'measured' } | { result: LoadResult } | { failed: string }

const defaults = {
  requestsMax: 200_000,
  connections: 256,
  warmUpMs: 500,
  measureMs: 2000,
  timeoutMs: 10_000,
}

async function main(): Promise<void> {
  const [text] = process.argv.slice(2)
  if (process.send && text === undefined) return serve()
  if (text === undefined)
    throw new Error('Say what to send: the first lines of bench/load/main.ts have an example.')
  const result = await runLoad({ ...defaults, ...JSON.parse(text) })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
}

/** Runs plans for the benchmark, one after the other, in one process: what V8 has learned of this code stays learned. */
function serve(): void {
  const tell = (message: FromGenerator) => process.send?.(message)
  process.on('message', (message: ToGenerator) => {
    runLoad(message.plan, (phase) => tell({ phase })).then(
      (result) => tell({ result }),
      (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

await main()
