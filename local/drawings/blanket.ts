import { herringbone } from './knit.ts'
import { across, dice, down, OAK, r, repeat, stroke, type Thing } from './studio.ts'

const FRONT =
  'M-214-14C-214-30-196-40-176-40H168C188-40 206-30 206-14 214 120 206 240 214 356 150 372 110 344 50 362-10 378-60 348-120 364-160 374-190 360-222 352-210 230-222 110-214-14z'

/** A stripe across the cloth, as wavy as the cloth is. */
const stripe = (y: number, height: number, color: string, opacity = 1) =>
  `<path d="M-230 ${y}C-120 ${y + 12}-60 ${y - 8} 0 ${y + 4}S140 ${y + 12} 230 ${y - 2}V${y + height - 2}C140 ${y + height + 12} 60 ${y + height - 8} 0 ${y + height + 4}S-120 ${y + height + 12}-230 ${y + height}z" fill="${color}" opacity="${opacity}"/>`

function fringe(): string {
  const roll = dice(11)
  return repeat(48, (i) => {
    const x = i * 9 - 212
    const y = 354 + Math.sin(i * 0.42) * 8
    return `M${x} ${r(y)}q${r(roll() * 8 - 4)} 18 ${r(roll() * 10 - 5)} ${r(34 + roll() * 12)}`
  })
}

/** Woven on a loom from 1931: 140 by 200 cm of weather. Hangs over a rail at (0, -26). */
export const blanket: Thing = {
  defs:
    across(
      'bla',
      [0, '#d3c4a2'],
      [0.16, '#fff6e0'],
      [0.3, '#e2d4b4'],
      [0.44, '#fdf3dc'],
      [0.6, '#d6c7a4'],
      [0.74, '#f3e7cb'],
      [0.9, '#b5a37c'],
      [1, '#8f7d58'],
    ) +
    across(
      'blaf',
      [0, '#000', 0.24],
      [0.1, '#000', 0],
      [0.27, '#000', 0.22],
      [0.36, '#fff', 0.14],
      [0.55, '#000', 0.26],
      [0.68, '#fff', 0.14],
      [0.84, '#000', 0.14],
      [1, '#000', 0.44],
    ) +
    down('blat', [0, '#fff', 0.35], [0.09, '#fff', 0.1], [0.2, '#000', 0], [1, '#000', 0.18]) +
    herringbone('blah', '#ffffff', '#4a3818') +
    down('blar', [0, OAK[2]], [0.4, OAK[1]], [1, OAK[0]]) +
    `<clipPath id="blak"><path d="${FRONT}"/></clipPath>`,
  body: [
    `<path d="${FRONT}" transform="translate(34 30)" fill="#150c0a" opacity=".45" filter="url(#l)"/>`,
    '<path d="M-330-44h660v26h-660z" transform="translate(10 26)" fill="#150c0a" opacity=".35" filter="url(#m)"/>',
    '<rect x="-330" y="-46" width="660" height="28" rx="14" fill="url(#blar)"/>',
    '<path d="M-150-34H236C252-34 256-20 256-6L262 300C220 312 190 296 150 306z" fill="#8a7750"/><path d="M206-30h40c6 110 8 220 12 330-20 6-36 4-52 2z" fill="#5a4a2a" opacity=".6"/>',
    `<path d="${fringe()}" fill="none" stroke="#4a3818" stroke-width="6" stroke-linecap="round" opacity=".55"/><path d="${fringe()}" fill="none" stroke="#f3e7cb" stroke-width="4" stroke-linecap="round"/>`,
    `<path d="${FRONT}" fill="url(#bla)"/><g clip-path="url(#blak)">`,
    stripe(56, 14, '#b8402a'),
    stripe(84, 46, '#1f4257'),
    stripe(146, 10, '#1f4257', 0.85),
    stripe(226, 30, '#d79a2b'),
    stripe(262, 8, '#1f4257'),
    stripe(296, 30, '#1f4257'),
    stripe(334, 8, '#b8402a'),
    `<path d="${FRONT}" fill="url(#blah)"/><path d="${FRONT}" fill="url(#blaf)"/><path d="${FRONT}" fill="url(#blat)"/>`,
    stroke(
      'M-150 40C-128 140-160 240-140 370M10 60C32 160-2 260 22 370M120 40C104 140 136 240 112 370',
      '#1c1204',
      20,
      0.26,
      'm',
    ),
    stroke('M-96 20C-80 140-110 240-88 360M64 20C80 150 52 240 72 360', '#fff', 18, 0.2, 'm'),
    '</g><path d="M148 286h50v44h-50z" fill="#efe2c6"/>',
    stroke('M158 308q7-7 14 0t14 0', '#1c3947', 4),
  ].join(''),
}
