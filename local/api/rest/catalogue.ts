import type { Sql } from 'postgres'

/** A function as a caller by name sees it. */
export type FunctionSignature = {
  schema: string
  name: string
  args: { name: string; type: string; isRequired: boolean }[]
  isVariadic: boolean
  isSet: boolean
  isVoid: boolean
  /** Answers rows with named columns rather than bare values. */
  isComposite: boolean
}

export type Catalogue = {
  /** Every overload of `schema.name`; empty when there is none. */
  find(schema: string, name: string): Promise<FunctionSignature[]>
  /** Reads the catalogue again at the next `find`. */
  forget(): void
  /** True when what is remembered is older than `ms` (and is then forgotten): a miss is worth a second look. */
  forgetIfOlderThan(ms: number): boolean
}

type Row = {
  schema: string
  name: string
  arg_names: string[] | null
  arg_modes: string[] | null
  arg_types: string[]
  default_count: number
  is_variadic: boolean
  is_set: boolean
  is_void: boolean
  is_composite_type: boolean
}

function signatureOf(row: Row): FunctionSignature {
  const modes = row.arg_modes
  const inputs = (row.arg_names ?? []).filter((_, i) => !modes || ['i', 'b', 'v'].includes(modes[i] ?? 'i'))
  const firstOptional = row.arg_types.length - row.default_count
  return {
    schema: row.schema,
    name: row.name,
    args: row.arg_types.map((type, i) => ({ name: inputs[i] ?? '', type, isRequired: i < firstOptional })),
    isVariadic: row.is_variadic,
    isSet: row.is_set,
    isVoid: row.is_void,
    isComposite: row.is_composite_type || (modes ?? []).some((mode) => ['o', 'b', 't'].includes(mode)),
  }
}

async function readFunctions(
  sql: Sql,
  schemas: readonly string[],
): Promise<Map<string, FunctionSignature[]>> {
  const rows = await sql<Row[]>`
    select n.nspname as schema, p.proname as name, p.proargnames as arg_names, p.proargmodes::text[] as arg_modes,
      coalesce((select array_agg(pg_catalog.format_type(t, null) order by i)
        from unnest(p.proargtypes) with ordinality as a (t, i)), '{}') as arg_types,
      p.pronargdefaults::int as default_count, p.provariadic <> 0 as is_variadic, p.proretset as is_set,
      p.prorettype = 'pg_catalog.void'::regtype as is_void, r.typtype = 'c' as is_composite_type
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    join pg_catalog.pg_type r on r.oid = p.prorettype
    where p.prokind = 'f' and n.nspname = any (${[...schemas]})`
  const functions = new Map<string, FunctionSignature[]>()
  for (const row of rows) {
    const key = `${row.schema}.${row.name}`
    functions.set(key, [...(functions.get(key) ?? []), signatureOf(row)])
  }
  return functions
}

/** Remembers the functions of the exposed schemas, as PostgREST's schema cache does. */
export function createCatalogue(sql: Sql, schemas: readonly string[]): Catalogue {
  let loaded: { at: number; functions: Promise<Map<string, FunctionSignature[]>> } | undefined
  const load = () => {
    const functions = readFunctions(sql, schemas)
    const entry = { at: performance.now(), functions }
    loaded = entry
    // A failed read is not remembered.
    functions.catch(() => {
      if (loaded === entry) loaded = undefined
    })
    return functions
  }
  return {
    async find(schema, name) {
      const functions = await (loaded?.functions ?? load())
      return functions.get(`${schema}.${name}`) ?? []
    },
    forget() {
      loaded = undefined
    },
    forgetIfOlderThan(ms) {
      if (loaded && performance.now() - loaded.at < ms) return false
      loaded = undefined
      return true
    },
  }
}
