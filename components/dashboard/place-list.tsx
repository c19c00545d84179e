'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { DeskLink } from '#components/ui/desk-link.tsx'
import type { Role } from '#lib/team/permissions.ts'
import { placeOf, placesOf } from './places.ts'

/** What stands beside a place's name, by its address: how many wait there. */
export type PlaceCounts = Readonly<Record<string, ReactNode>>

type Props = { role: Role; counts: PlaceCounts; label: string; onGo?: () => void }

/** All places of a role, one under the other; the one this page belongs to is marked. */
export function PlaceList({ role, counts, label, onGo }: Props) {
  const here = placeOf(usePathname())
  return (
    <nav aria-label={label}>
      <ul className="grid gap-0.5">
        {placesOf(role).map(({ href, label: name, icon: Icon }) => (
          <li key={href}>
            <DeskLink
              href={href}
              onClick={onGo}
              aria-current={here?.href === href ? 'page' : undefined}
              className="flex min-h-12 items-center gap-3 rounded-card px-3 font-semibold hover:bg-paper-sunk aria-[current=page]:bg-ink aria-[current=page]:text-paper"
            >
              <Icon aria-hidden className="size-5 shrink-0" />
              <span className="grow">{name}</span>
              {counts[href]}
            </DeskLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
