/**
 * Runs in Deno, not in Node: serves every function of `supabase/functions` from one process.
 * Arguments: the port, the URL of the functions' folder, then the functions' names.
 *
 * A function is what hosted Supabase takes: a module whose default export has `fetch`. One that cannot be loaded, or
 * throws, answers for itself alone; the others go on.
 */
type Handler = (request: Request) => Response | Promise<Response>

type ServeOptions = { hostname: string; port: number; onListen: () => void }

/** The little of Deno that is used here, so that the same compiler checks this file. */
declare const Deno: {
  args: string[]
  ppid: number
  exit(code: number): never
  serve(options: ServeOptions, handler: Handler): unknown
  stdout: { writeSync(bytes: Uint8Array): number }
}

const PARENT_CHECK_MS = 1_000

const [port = '', folder = '', ...names] = Deno.args
const encoder = new TextEncoder()

function log(level: 'info' | 'error', message: string, details: Record<string, unknown> = {}): void {
  Deno.stdout.writeSync(encoder.encode(`${JSON.stringify({ level, message, ...details })}\n`))
}

const loaded = new Map<string, Promise<Handler>>()

/** Loads a function once; a failure is remembered too, and said on every call. */
function load(name: string): Promise<Handler> {
  const known = loaded.get(name)
  if (known) return known
  const loading = importFunction(name)
  loaded.set(name, loading)
  return loading
}

async function importFunction(name: string): Promise<Handler> {
  const module: { default?: { fetch?: unknown } } = await import(new URL(`${name}/index.ts`, folder).href)
  const target = module.default
  if (typeof target?.fetch !== 'function') throw new Error(`${name}/index.ts must export default { fetch }.`)
  const handler = target.fetch
  return (request) => handler.call(target, request)
}

function refusal(status: number, code: string, detail: string): Response {
  return Response.json({ type: 'about:blank', status, code, detail }, { status })
}

async function answer(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.split('/')[1] ?? ''
  if (name === '_health') return Response.json({ status: 'ok', functions: names })
  if (!names.includes(name)) return refusal(404, 'not_found', 'There is no function of this name.')
  let handler: Handler
  try {
    handler = await load(name)
  } catch (error) {
    log('error', 'A function could not be loaded', { function: name, error: String(error) })
    return refusal(503, 'boot_error', 'The function could not be loaded: its log says why.')
  }
  try {
    return await handler(request)
  } catch (error) {
    log('error', 'A function threw', { function: name, error: String(error) })
    return refusal(500, 'worker_error', 'The function failed: its log says why.')
  }
}

// A promise that nobody awaited fails in one function; the process is everybody's.
addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  log('error', 'A promise was rejected and nobody listened', { error: String(event.reason) })
})
addEventListener('error', (event) => {
  event.preventDefault()
  log('error', 'Something threw outside of a request', { error: String(event.error) })
})

// Whoever started this process may be killed without a word to its children.
const parentPid = Deno.ppid
setInterval(() => {
  if (Deno.ppid !== parentPid) Deno.exit(0)
}, PARENT_CHECK_MS)

Deno.serve(
  { hostname: '127.0.0.1', port: Number(port), onListen: () => log('info', 'Functions listen', { port }) },
  answer,
)

// The first webhook should not wait for a compiler.
for (const name of names) {
  await load(name).catch((error: unknown) => {
    log('error', 'A function could not be loaded', { function: name, error: String(error) })
  })
}

export {}
