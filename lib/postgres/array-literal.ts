/**
 * A Postgres array of ids or whole numbers as text, such as `{1,2}`, for a parameter with a cast (`::uuid[]`, `::int[]`).
 *
 * The driver could encode arrays itself, but only after asking each new connection for the types of the database, and
 * a connection lost just then ends the process: that question's failure reaches nobody. So it is not asked
 * (`fetch_types: false`). Throws for anything that would need quoting.
 */
export function arrayLiteral(values: readonly (string | number)[]): string {
  const text = values.join(',')
  if (!/^[0-9a-fA-F,-]*$/.test(text))
    throw new Error('Only ids and whole numbers go into an array parameter.')
  return `{${text}}`
}
