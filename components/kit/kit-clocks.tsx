import { Countdown } from '#components/ui/countdown.tsx'
import { Shelf, Specimen } from './specimen.tsx'

const CLOCKS = [
  ['Days', 3 * 86_400_000],
  ['Hours', 5 * 3_600_000 + 53 * 60_000],
  ['Minutes', 42 * 60_000],
  ['The last ten seconds', 12_000],
  ['Zero', -1_000],
] as const

export function KitClocks({ nowMs }: { nowMs: number }) {
  return (
    <Shelf title="Clocks">
      {CLOCKS.map(([name, leftMs]) => (
        <Specimen key={name} name={name}>
          <div className="@container">
            <p className="poster clock text-clock whitespace-nowrap">
              <Countdown untilMs={nowMs + leftMs} renderedAtMs={nowMs} />
            </p>
          </div>
        </Specimen>
      ))}
    </Shelf>
  )
}
