'use client'

import { usePathname } from 'next/navigation'
import { DeskLink } from '#components/ui/desk-link.tsx'
import type { Role } from '#lib/team/permissions.ts'
import type { PlaceCounts } from './place-list.tsx'
import { placeOf, placesOf } from './places.ts'

/** The places of most days at the thumb. Gives way to a page's own bar, which is what one came to press. */
export function PlacesTabs({ role, counts }: { role: Role; counts: PlaceCounts }) {
  const here = placeOf(usePathname())
  return (
    <nav
      aria-label="Most used"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden [body:has([data-bottom-bar])_&]:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {placesOf(role)
          .filter(({ isAtThumb }) => isAtThumb)
          .map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <DeskLink
                href={href}
                aria-current={here?.href === href ? 'page' : undefined}
                className="relative grid min-h-15 content-center justify-items-center gap-0.5 border-t-2 border-transparent text-note font-semibold aria-[current=page]:border-ink"
              >
                <Icon aria-hidden className="size-5" />
                {label}
                <span className="absolute top-1 left-1/2 ml-2">{counts[href]}</span>
              </DeskLink>
            </li>
          ))}
      </ul>
    </nav>
  )
}
