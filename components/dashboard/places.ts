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

export type Place = {
  href: string
  label: string
  icon: LucideIcon
  /** Pressed after G, goes there. */
  key: string
  /** On a phone it stands at the thumb; the others are behind "Menu". Five fit. */
  isAtThumb?: boolean
}

/** Where one can go in the dashboard, in the order of the day's work. Only what exists: each part adds its line here. */
export const PLACES: readonly Place[] = [
  { href: '/dashboard', label: 'Sales', icon: Tag, key: 's', isAtThumb: true },
  { href: '/dashboard/products', label: 'Products', icon: Shapes, key: 'p' },
  { href: '/dashboard/orders', label: 'Orders', icon: Package, key: 'o', isAtThumb: true },
  { href: '/dashboard/shoppers', label: 'Shoppers', icon: Contact, key: 'u' },
  { href: '/dashboard/help', label: 'Help', icon: LifeBuoy, key: 'h', isAtThumb: true },
  { href: '/dashboard/money', label: 'Money', icon: Banknote, key: 'm', isAtThumb: true },
  { href: '/dashboard/movements', label: 'Movements', icon: ArrowLeftRight, key: 'v' },
  { href: '/dashboard/insight', label: 'Insight', icon: ChartColumn, key: 'i' },
  { href: '/dashboard/team', label: 'Team', icon: Users, key: 't' },
  { href: '/dashboard/log', label: 'Log', icon: ScrollText, key: 'l' },
  { href: '/dashboard/settings', label: 'Settings', icon: Settings, key: 'e' },
]

/** The place a path belongs to: the longest that it is, or is below. A sale's pages are below Sales. */
export function placeOf(path: string, places: readonly Place[] = PLACES): Place | null {
  const below = places.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  return below.toSorted((a, b) => b.href.length - a.href.length)[0] ?? null
}
