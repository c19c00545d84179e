/** One thing taken out of one function, and the test files that must notice. */
export type Mutation = {
  /** In plain words, for the list in docs/broken-on-purpose.md. */
  broken: string
  of: string
  file: string
  /** Must be in the file exactly so; what stands there instead. */
  from: string
  to: string
  tests: string[]
}
