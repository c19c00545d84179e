import type { Mutation } from './mutation.ts'

/** What stands in front of who noticed, in a row of docs/broken-on-purpose.md. */
export const rowStart = ({ of, broken }: Mutation) =>
  `| ${/^(every move|the check of .*)$/.test(of) ? of : `\`${of}\``} | ${broken} | `

/** Where the table ends that is written by the program, and what is written by hand begins. */
export const BY_HAND = '\n## '
