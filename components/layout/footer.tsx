import { PageLink } from '#components/ui/page-link.tsx'

const PROMISES = [
  ['Counted, not guessed', 'Stock on the screen is the stock in the database, or it says how old it is.'],
  [
    'Held while you pay',
    'What you claim is yours until its clock runs out. Nobody can take it from your bag.',
  ],
  [
    'First come, first served',
    'Everyone sees the same clock and stands in one line. A limit per person means per person.',
  ],
] as const

export function Footer() {
  return (
    <footer className="mt-20 border-t border-line bg-paper-sunk pb-[env(safe-area-inset-bottom)] [body:has([data-bottom-bar])_&]:pb-[calc(var(--bar-height)+1rem+env(safe-area-inset-bottom))]">
      <div className="sheet grid gap-10 py-12">
        <ul className="grid gap-8 sm:grid-cols-3">
          {PROMISES.map(([title, words]) => (
            <li key={title}>
              <h2 className="poster text-[1.375rem] leading-tight">{title}</h2>
              <p className="mt-2 max-w-prose text-ink-soft">{words}</p>
            </li>
          ))}
        </ul>
        <nav aria-label="More" className="flex flex-wrap gap-x-6 border-t border-line pt-4 text-ink-soft">
          <PageLink href="/" className="flex min-h-12 items-center underline underline-offset-4">
            All sales
          </PageLink>
          <PageLink href="/sign-in" className="flex min-h-12 items-center underline underline-offset-4">
            For merchants
          </PageLink>
        </nav>
      </div>
    </footer>
  )
}
