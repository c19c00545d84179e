import { Notice } from '#components/ui/notice.tsx'
import type { ShippedMany } from '#lib/ship-many/actions.ts'

type Props = { result: ShippedMany; nameOfLine: (line: number) => string }

/** What became of many parcels: how many left, and each that did not with what to do. */
export function ShippedManyNotice({ result, nameOfLine }: Props) {
  const { shipped, already, problems } = result
  return (
    <div className="grid gap-3">
      <Notice tone={shipped > 0 || already > 0 ? 'yours' : 'plain'} title={`${shipped} shipped`}>
        {already > 0 ? (
          <p>{already} had been shipped with this number before; nothing was done twice.</p>
        ) : null}
      </Notice>
      {problems.length > 0 ? (
        <Notice tone="alert" title={`${problems.length} not shipped`}>
          <ul className="mt-1 grid max-h-72 gap-1 overflow-y-auto" aria-label="Lines to look at">
            {problems.map((problem) => (
              <li key={problem.line}>
                <strong className="figures">{nameOfLine(problem.line)}</strong>: {problem.message}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}
