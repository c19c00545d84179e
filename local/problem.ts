/**
 * Something the person who typed the command can put right. Its message is one sentence (or two) that says what
 * is wrong and what to do; the entry points print it alone, without a stack, and exit with 1.
 */
export class Problem extends Error {
  override name = 'Problem'
}

/** The message of anything that was thrown, for logs and for wrapping into a Problem. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** The `code` that Node and Postgres errors carry (`EADDRINUSE`, `57P03`), or an empty string. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
