import { fieldId, gapWords } from '#lib/sale-drafts/gap-words.ts'

/** What is missing before the sale can be scheduled, as it was when the draft was last saved; each leads to its field. */
export function Checklist({ gaps }: { gaps: readonly string[] }) {
  return (
    <section
      aria-labelledby="checklist"
      className="grid gap-3 rounded-card border border-line bg-paper-raised p-4"
    >
      <h2 id="checklist" className="text-lead font-bold">
        {gaps.length === 0
          ? 'Ready to schedule'
          : `${gaps.length} ${gaps.length === 1 ? 'thing' : 'things'} missing`}
      </h2>
      {gaps.length === 0 ? (
        <p className="text-note text-ink-soft">
          Shoppers see it from the moment it is scheduled, with a countdown to its opening.
        </p>
      ) : (
        <ul className="grid">
          {gaps.map((place) => (
            <li key={place}>
              <a
                href={`#${fieldId(place)}`}
                className="inline-flex min-h-11 items-center py-1 text-note underline underline-offset-4"
              >
                {gapWords(place)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
