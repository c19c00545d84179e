import { ribs } from './knit.ts'
import { across, r, repeat, round, stroke, type Thing, type Trio } from './studio.ts'

const WOOLS = {
  navy: ['#0d2233', '#25496a', '#6f99bb'],
  rust: ['#6d2410', '#bb5a2c', '#f2a272'],
} satisfies Record<string, Trio>

const DOME = 'M-176-96C-184-226-120-330 0-336 120-330 184-226 176-96z'
const BRIM = 'M-190-128C-90-104 90-104 190-128L194-22C100 14-100 14-194-22z'

/** Short, thick, ribbed. The one everybody steals. */
export function beanie(wool: keyof typeof WOOLS): Thing {
  const id = `bea-${wool}`
  const [dark, base, light] = WOOLS[wool]
  const rib = (i: number) => {
    const [foot, top] = [i * 21, i * 3.2]
    return `M${r(foot)}-88C${r(foot * 1.12)}-210 ${r(foot * 0.66)}-300 ${r(top)}-332`
  }
  const defs =
    round(id, WOOLS[wool]) +
    ribs(`${id}r`, light, dark, 21) +
    across(`${id}s`, [0, '#000', 0.2], [0.25, '#fff', 0.16], [0.5, '#000', 0], [1, '#000', 0.5]) +
    `<clipPath id="${id}d"><path d="${DOME}"/></clipPath>`
  const ridges = (color: string, width: number, opacity: number, shift: number) =>
    `<path d="${repeat(19, (i) => rib(i - 9 + shift))}" fill="none" stroke="${color}" stroke-width="${width}" opacity="${opacity}"/>`
  const body = [
    `<path d="${DOME}" fill="${base}"/><g clip-path="url(#${id}d)">`,
    ridges(dark, 8, 0.75, 0.5),
    ridges(light, 5, 0.4, 0.05),
    `<path d="${repeat(24, (i) => `M-190 ${r(-330 + i * 10)}q190 ${r(12 + i)} 380 0`)}" fill="none" stroke="${dark}" stroke-width="2" opacity=".3"/>`,
    `<path d="${DOME}" fill="url(#${id}s)"/>`,
    '<path d="M-190-124C-90-94 90-94 190-124V-100C90-76-90-76-190-100z" fill="#000" opacity=".5" filter="url(#s)" transform="translate(0 -10)"/></g>',
    `<path d="${BRIM}" fill="url(#${id})"/><path d="${BRIM}" fill="url(#${id}r)"/><path d="${BRIM}" fill="url(#${id}s)"/>`,
    stroke('M-189-126C-90-102 90-102 189-126', light, 3, 0.7),
    '<path d="M60-92 128-100 130-40 62-31z" fill="#000" opacity=".3" filter="url(#s)"/><path d="M58-96 126-104 128-44 60-35z" fill="#e9dcbf"/>',
    stroke('M72-62q10-9 20-1t20-4M72-78q10-9 20-1t20-4', '#1c3947', 5),
  ].join('')
  return { defs, body }
}
