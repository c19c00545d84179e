import {
  ArrowLeftRight,
  Banknote,
  ChartColumn,
  Contact,
  LifeBuoy,
  type LucideIcon,
  Package,
  ScrollText,
  Settings,
  Shapes,
  Tag,
  Users,
} from 'lucide-react'
import { type Action, mayDo, type Role } from '#lib/team/permissions.ts'

export type Place = {
  href: string
  label: string
  icon: LucideIcon
  /** Pressed after G, goes there. */
  key: string
  /** What its page asks for: it is a place for those roles only. */
  action: Action
  /** On a phone it stands at the thumb; the others are behind "Menu". Five fit. */
  isAtThumb?: boolean
}

/** Where one can go in the dashboard, in the order of the day's work. Only what exists: each part adds its line here. */
export const PLACES: readonly Place[] = [
  { href: '/dashboard', label: 'Sales', icon: Tag, key: 's', action: 'read', isAtThumb: true },
  { href: '/dashboard/products', label: 'Products', icon: Shapes, key: 'p', action: 'read' },
  { href: '/dashboard/orders', label: 'Orders', icon: Package, key: 'o', action: 'read', isAtThumb: true },
  { href: '/dashboard/shoppers', label: 'Shoppers', icon: Contact, key: 'u', action: 'read' },
  {
    href: '/dashboard/help',
    label: 'Help',
    icon: LifeBuoy,
    key: 'h',
    action: 'answer_help',
    isAtThumb: true,
  },
  {
    href: '/dashboard/money',
    label: 'Money',
    icon: Banknote,
    key: 'm',
    action: 'see_money',
    isAtThumb: true,
  },
  { href: '/dashboard/movements', label: 'Movements', icon: ArrowLeftRight, key: 'v', action: 'read' },
  { href: '/dashboard/insight', label: 'Insight', icon: ChartColumn, key: 'i', action: 'see_insight' },
  { href: '/dashboard/team', label: 'Team', icon: Users, key: 't', action: 'read_team' },
  { href: '/dashboard/log', label: 'Log', icon: ScrollText, key: 'l', action: 'read_log' },
  { href: '/dashboard/settings', label: 'Settings', icon: Settings, key: 'e', action: 'edit_store' },
]

/** The places a role can open. */
export function placesOf(role: Role): readonly Place[] {
  return PLACES.filter(({ action }) => mayDo(role, action))
}

/** The place a path belongs to: the longest that it is, or is below. A sale's pages are below Sales. */
export function placeOf(path: string, places: readonly Place[] = PLACES): Place | null {
  const below = places.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  return below.toSorted((a, b) => b.href.length - a.href.length)[0] ?? null
}
