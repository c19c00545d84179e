import type { Share } from '#lib/insight/figures.ts'

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const WORDS: Readonly<Record<string, string>> = {
  phone: 'Phone',
  tablet: 'Tablet',
  desk: 'Computer',
  direct: 'Direct, or not said',
}

/** Visits by device or by source: how many looked, and how many of them tried. */
export function ShareTable({ title, shares }: { title: string; shares: readonly Share[] }) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id} className="grid content-start gap-3">
      <h3 id={id} className="text-lead font-bold">
        {title}
      </h3>
      {shares.length === 0 ? (
        <p className="text-ink-soft">No page has told of a visit yet.</p>
      ) : (
        <table className="figures w-full text-left">
          <thead className="text-note text-ink-soft">
            <tr>
              <th scope="col" className="font-normal">
                From
              </th>
              <th scope="col" className="text-right font-normal">
                seen
              </th>
              <th scope="col" className="text-right font-normal">
                tried
              </th>
              <th scope="col" className="text-right font-normal">
                share
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ name, views, tries }) => (
              <tr key={name} className="border-t border-line">
                <th scope="row" className="py-2 font-semibold [overflow-wrap:anywhere]">
                  {WORDS[name] ?? name}
                </th>
                <td className="py-2 text-right">{views.toLocaleString('en')}</td>
                <td className="py-2 text-right">{tries.toLocaleString('en')}</td>
                <td className="py-2 text-right">
                  {views > 0 ? percent.format(Math.min(1, tries / views)) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
