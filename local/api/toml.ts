/** A value of supabase/config.toml. */
export type TomlValue = string | number | boolean | TomlValue[]

/** Section by section (`auth.rate_limit`, or an empty string before the first), key by key. */
export type TomlFile = ReadonlyMap<string, ReadonlyMap<string, TomlValue>>

/** Cuts a comment off, leaving a `#` inside quotes alone. */
function withoutComment(line: string): string {
  let quote = ''
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i)
    if (quote) {
      if (char === '\\' && quote === '"') i += 1
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '#') return line.slice(0, i)
  }
  return line
}

function splitList(text: string): string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s[\]]+/g)
  return parts ?? []
}

function parseValue(text: string, env: Readonly<Record<string, string | undefined>>): TomlValue {
  const value = text.trim()
  if (value.startsWith('[')) return splitList(value.slice(1, -1)).map((part) => parseValue(part, env))
  if (value === 'true' || value === 'false') return value === 'true'
  if (value.startsWith("'")) return fromEnv(value.slice(1, -1), env)
  if (value.startsWith('"')) return fromEnv(String(JSON.parse(value)), env)
  const number = Number(value.replaceAll('_', ''))
  return Number.isNaN(number) ? value : number
}

/** The CLI writes `env(NAME)` where a value is taken from the environment. */
function fromEnv(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const name = /^env\((\w+)\)$/.exec(text)?.[1]
  return name === undefined ? text : (env[name] ?? '')
}

/**
 * Reads as much of TOML as `supabase init` writes: tables, strings, numbers, booleans, lists (over several lines
 * too), comments and `env(NAME)`. Lines it does not understand are left out; the CLI checks the file in earnest.
 */
export function parseToml(text: string, env: Readonly<Record<string, string | undefined>>): TomlFile {
  const sections = new Map<string, Map<string, TomlValue>>()
  let section = new Map<string, TomlValue>()
  sections.set('', section)
  const lines = text.split(/\r?\n/).map((line) => withoutComment(line).trim())
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    const header = /^\[\s*([^[\]]+?)\s*\]$/.exec(line)?.[1]
    if (header !== undefined) {
      const name = header.replaceAll('"', '')
      section = sections.get(name) ?? new Map()
      sections.set(name, section)
      continue
    }
    const pair = /^([\w-]+|"[^"]+")\s*=\s*(.+)$/.exec(line)
    if (!pair) continue
    let value = pair[2] ?? ''
    while (value.startsWith('[') && !value.endsWith(']') && i + 1 < lines.length) {
      i += 1
      value += ` ${lines[i] ?? ''}`
    }
    section.set((pair[1] ?? '').replaceAll('"', ''), parseValue(value, env))
  }
  return sections
}
