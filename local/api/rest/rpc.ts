import type { Sql, TransactionSql } from 'postgres'
import type { Catalogue, FunctionSignature } from './catalogue.ts'
import { databaseErrorOf, databaseErrorReply, restError } from './errors.ts'

/** One call: who calls what with which arguments, and in which form the answer is wanted. */
export type RpcCall = {
  schema: string
  name: string
  /** The request's body as it came; empty means no arguments. */
  body: string
  role: string
  claims: Readonly<Record<string, unknown>>
  headers: Headers
  path: string
}

/** Whether our own route answers this request; what it does not know (filters, counts, CSV) is left to lite. */
export function isPlainRpc(request: Request, url: URL): boolean {
  const accept = request.headers.get('accept') ?? '*/*'
  const type = request.headers.get('content-type') ?? 'application/json'
  return (
    request.method === 'POST' &&
    [...url.searchParams.keys()].every((key) => key === 'apikey') &&
    /^(\*\/\*|application\/json|application\/vnd\.pgrst\.object\+json)/.test(accept) &&
    type.startsWith('application/json') &&
    !/count=|tx=|max-affected|params=/.test(request.headers.get('prefer') ?? '')
  )
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** The arguments by name; null when the body is not a JSON object. */
function argumentsOf(body: string): Record<string, unknown> | null {
  if (body.trim() === '') return {}
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function matches(candidate: FunctionSignature, given: readonly string[]): boolean {
  const names = candidate.args.map((arg) => arg.name)
  return (
    given.every((name) => names.includes(name)) &&
    candidate.args.every((arg) => !arg.isRequired || given.includes(arg.name))
  )
}

/** A function with one nameless json argument takes the whole body. */
function takesWholeBody(candidate: FunctionSignature): boolean {
  const [only, ...others] = candidate.args
  return (
    only !== undefined && others.length === 0 && only.name === '' && ['json', 'jsonb'].includes(only.type)
  )
}

type Choice = { signature: FunctionSignature; given: string[] } | { response: Response }

/** Picks the overload that the argument names fit, as PostgREST does; PGRST202 for none, PGRST203 for several. */
async function choose(catalogue: Catalogue, call: RpcCall, given: string[]): Promise<Choice> {
  const pick = async () => {
    const all = await catalogue.find(call.schema, call.name)
    const fitting = all.filter((candidate) => matches(candidate, given) && !takesWholeBody(candidate))
    return fitting.length > 0 ? fitting : all.filter(takesWholeBody)
  }
  let fitting = await pick()
  if (fitting.length === 0 && catalogue.forgetIfOlderThan(MISS_RELOAD_MS)) fitting = await pick()
  const [signature, ...others] = fitting
  const names = [...given].sort().join(', ')
  const title = `${call.schema}.${call.name}`
  if (!signature) {
    const searched = given.length > 0 ? `with parameters ${names}` : 'without parameters'
    return {
      response: restError(
        404,
        'PGRST202',
        `Could not find the function ${title}${given.length > 0 ? `(${names})` : ' without parameters'} in the schema cache`,
        `Searched for the function ${title} ${searched} or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache.`,
      ),
    }
  }
  if (others.length > 0) {
    const list = fitting.map(
      (one) => `${title}(${one.args.map((arg) => `${arg.name} => ${arg.type}`).join(', ')})`,
    )
    return {
      response: restError(
        300,
        'PGRST203',
        `Could not choose the best candidate function between: ${list.join(', ')}`,
        null,
        'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
      ),
    }
  }
  return { signature, given }
}

/** A function made a moment ago is found even when the notice of it is still under way. */
const MISS_RELOAD_MS = 100

/** One statement that reads the arguments out of the body ($1) and gives the whole answer as JSON text. */
export function callStatement(signature: FunctionSignature, given: readonly string[]): string {
  const args = signature.args.filter((arg) => given.includes(arg.name))
  const named = args.map((arg) => `${quote(arg.name)} := a.${quote(arg.name)}`)
  const columns = args.map((arg) => `${quote(arg.name)} ${arg.type}`)
  const whole = takesWholeBody(signature)
  const source =
    args.length > 0
      ? `json_to_record($1::text::json) as a(${columns.join(', ')})`
      : '(select $1::text) as a(body)'
  const passed = whole ? `a.body::${signature.args[0]?.type ?? 'json'}` : named.join(', ')
  const called = `${quote(signature.schema)}.${quote(signature.name)}(${passed})`
  const once = `lateral (select ${called}) as f(value)`
  if (signature.isVoid) return `select f.value::text as body, 0 as rows from ${source}, ${once}`
  if (signature.isSet) {
    const value = signature.isComposite ? 'to_json(f)' : 'to_json(f.value)'
    const alias = signature.isComposite ? 'f' : 'f(value)'
    return (
      `select coalesce(json_agg(${value}), '[]')::text as body, (json_agg(${value}) -> 0)::text as first, ` +
      `count(*)::int as rows from ${source}, lateral ${called} as ${alias}`
    )
  }
  const value = signature.isComposite ? 'to_json(f)' : 'to_json(f.value)'
  const from = signature.isComposite ? `lateral ${called} as f` : once
  return `select ${value}::text as body, 1 as rows from ${source}, ${from}`
}

type Answer = { body: string | null; first?: string | null; rows: number }
type ResponseSettings = { status: string | null; headers: string | null }

/** The settings PostgREST makes for each request; they end with the transaction. */
async function applyRequest(tx: TransactionSql, call: RpcCall): Promise<void> {
  const claims = JSON.stringify({ role: call.role, ...call.claims })
  const headers = JSON.stringify(Object.fromEntries(call.headers))
  const sub = typeof call.claims.sub === 'string' ? call.claims.sub : ''
  await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('request.jwt.claim.sub', ${sub}, true),
    set_config('request.jwt.claim.role', ${call.role}, true), set_config('request.method', 'POST', true),
    set_config('request.path', ${call.path}, true), set_config('request.headers', ${headers}, true),
    set_config('response.status', '', true), set_config('response.headers', '', true),
    set_config('role', ${call.role}, true)`
}

/** `response.headers` is a list of one-entry objects, as PostgREST reads it. */
function applySettings(response: ResponseSettings | undefined, headers: Headers): number | null {
  const list: unknown = response?.headers ? JSON.parse(response.headers) : []
  for (const entry of Array.isArray(list) ? list : []) {
    for (const [name, value] of Object.entries(entry ?? {})) headers.append(name, String(value))
  }
  const status = Number(response?.status ?? 0)
  return status >= 200 && status <= 599 ? status : null
}

/** The caller wanted exactly one row; the transaction is undone, as PostgREST does. */
class NotSingular extends Error {
  readonly rows: number
  constructor(rows: number) {
    super('not one row')
    this.rows = rows
  }
}

/** Calls a function as the caller and answers in PostgREST's form. Nothing is kept when it fails. */
export async function answerRpc(sql: Sql, catalogue: Catalogue, call: RpcCall): Promise<Response> {
  const args = argumentsOf(call.body)
  if (!args) return restError(400, 'PGRST102', 'Empty or invalid json')
  const choice = await choose(catalogue, call, Object.keys(args))
  if ('response' in choice) return choice.response
  const { signature, given } = choice
  const wantsOne = call.headers.get('accept')?.includes('vnd.pgrst.object') ?? false
  try {
    const { answer, settings } = await sql.begin(async (tx) => {
      await applyRequest(tx, call)
      const [answer] = await tx.unsafe<Answer[]>(callStatement(signature, given), [call.body || '{}'], {
        prepare: true,
      })
      if (wantsOne && signature.isSet && answer?.rows !== 1) throw new NotSingular(answer?.rows ?? 0)
      const [settings] = await tx<ResponseSettings[]>`
        select nullif(current_setting('response.status', true), '') as status,
          nullif(current_setting('response.headers', true), '') as headers`
      return { answer, settings }
    })
    const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' })
    const status = applySettings(settings, headers)
    if (signature.isVoid) {
      headers.delete('content-type')
      return new Response(null, { status: status ?? 204, headers })
    }
    if (signature.isSet)
      headers.set('content-range', answer && answer.rows > 0 ? `0-${answer.rows - 1}/*` : '*/*')
    if (wantsOne) headers.set('content-type', 'application/vnd.pgrst.object+json; charset=utf-8')
    return new Response((wantsOne && signature.isSet ? answer?.first : answer?.body) ?? 'null', {
      status: status ?? 200,
      headers,
    })
  } catch (error) {
    if (error instanceof NotSingular) {
      const details = `The result contains ${error.rows} rows`
      return restError(406, 'PGRST116', 'Cannot coerce the result to a single JSON object', details)
    }
    const known = databaseErrorOf(error)
    if (!known) throw error
    return databaseErrorReply(known, call.role)
  }
}
