import { across, around, dice, down, r, repeat, stroke, type Thing, WALNUT } from './studio.ts'

/** An outline that wanders as an oyster's does: the same wander for every layer of the shell. */
function shell(scale: number, seed: number): string {
  const roll = dice(seed)
  const points = Array.from({ length: 26 }, (_, i) => {
    const turn = (i / 26) * Math.PI * 2
    const reach = scale * (1 + (roll() - 0.5) * 0.13) * (1 + 0.16 * Math.cos(turn))
    return [r(Math.cos(turn) * reach * 1.32), r(Math.sin(turn) * reach * 0.92)] as const
  })
  const middle = (i: number) => {
    const [a, b] = [points[i % 26] ?? [0, 0], points[(i + 1) % 26] ?? [0, 0]]
    return `${r((a[0] + b[0]) / 2)} ${r((a[1] + b[1]) / 2)}`
  }
  return `M${middle(25)}${points.map(([x, y], i) => `Q${x} ${y} ${middle(i)}`).join('')}z`
}

export const oyster: Thing = {
  defs:
    around('oysp', 0.35, 0.3, [0, '#ffffff'], [0.45, '#e9e3ea'], [0.75, '#c3c4d6'], [1, '#8f8ea6']) +
    around('oysm', 0.4, 0.3, [0, '#fff3e0'], [0.5, '#d9c4ab'], [1, '#8a7a6c']),
  body: [
    `<g transform="translate(16 22)"><path d="${shell(150, 3)}" fill="#150c0a" opacity=".5" filter="url(#m)"/></g>`,
    repeat(6, (i) => {
      const colors = ['#3f4a4b', '#6d7674', '#4f5957', '#8f9690', '#5d6763', '#a9aea5']
      return `<path d="${shell(152 - i * 7, 3 + (i % 2))}" fill="${colors[i]}"/>`
    }),
    `<path d="${shell(106, 3)}" fill="url(#oysp)"/>`,
    '<path d="M-86-8C-70-58 10-72 66-40 104-16 96 40 40 54-20 66-98 48-86-8z" fill="#6f7280" opacity=".55"/>',
    '<path d="M-78-6C-62-50 8-62 58-34 92-14 86 32 36 44-18 54-90 40-78-6z" fill="url(#oysm)"/>',
    '<path d="M-40 12C-20-20 30-24 56-4 40 26-10 36-40 12z" fill="#a08d7c" opacity=".5"/>',
    stroke('M-52-20C-34-40 6-46 34-34', '#fff', 9, 0.85),
    stroke('M-98-30C-84-66-20-82 40-70', '#fff', 5, 0.8),
    stroke('M52 30C30 44-6 48-26 42', '#fff', 4, 0.5),
  ].join(''),
}

const wedge = (turn: number) =>
  `<path transform="rotate(${turn})" d="M0-9C22-24 38-50 36-72 20-84-20-84-36-72-38-50-22-24 0-9z" fill="url(#lemj)" stroke="#fff6c4" stroke-width="4"/>`

export const lemon: Thing = {
  defs:
    around('lemr', 0.3, 0.25, [0, '#fff0a0'], [0.5, '#f4c52c'], [1, '#c78a12']) +
    down('lemj', [0, '#f7d23e'], [0.6, '#ffe98a'], [1, '#f9d84c']),
  body: [
    '<ellipse cx="14" cy="20" rx="112" ry="106" fill="#150c0a" opacity=".45" filter="url(#m)"/>',
    '<circle r="108" fill="url(#lemr)"/><circle r="98" fill="#fff8d6"/>',
    repeat(8, (i) => wedge(i * 45)),
    '<circle r="8" fill="#fff8d6"/>',
    stroke('M-66-58C-46-82-14-92 12-92', '#fff', 7, 0.8),
  ].join(''),
}

const HANDLE = 'M-262-8C-262-46-214-58-160-50-100-42-60-30-6-30V30C-60 30-100 42-160 50-214 58-262 40-262-8z'

/** Short carbon blade, walnut handle, and a guard that forgives you. Lies along its own length, its shadow beneath. */
export const knife: Thing = {
  defs:
    down('kni', [0, '#b98a66'], [0.2, WALNUT[2]], [0.5, WALNUT[1]], [1, WALNUT[0]]) +
    down('knib', [0, '#fff0c0'], [0.35, '#d9a04a'], [1, '#6d4312']) +
    across('knis', [0, '#8f9aa0'], [0.4, '#e9f0f2'], [0.7, '#b9c4c9'], [1, '#f4f8f9']) +
    across('knid', [0, '#4f5a61'], [0.5, '#8a969c'], [1, '#c0cacd']) +
    `<clipPath id="knik"><path d="${HANDLE}"/></clipPath>`,
  body: [
    '<path transform="translate(10 34)" d="M-262-8C-262-58-60-34 20-40L60-46C150-48 210-20 250 6 200 26 130 44 60 40L20 40C-60 34-262 58-262-8z" fill="#150c0a" opacity=".5" filter="url(#m)"/>',
    '<path d="M24-34C120-46 196-28 250 2H24z" fill="url(#knis)"/><path d="M24 34C120 38 196 22 250 2H24z" fill="url(#knid)"/>',
    stroke('M30 2H244', '#fff', 2.5, 0.9),
    stroke('M40-26C120-36 180-24 226-6', '#fff', 3, 0.7),
    `<path d="${HANDLE}" fill="url(#kni)"/><g clip-path="url(#knik)">`,
    repeat(9, (i) =>
      stroke(
        `M-270 ${i * 13 - 56}C-190 ${i * 14 - 74} -120 ${i * 11 - 38} 0 ${i * 8 - 34}`,
        i % 2 ? '#1c0d08' : '#d9a27c',
        2,
        i % 2 ? 0.4 : 0.22,
      ),
    ),
    '</g>',
    stroke('M-244-20C-214-46-150-40-90-32', '#fff', 7, 0.5, 's'),
    '<path d="M-40-30H-14V30H-40z" fill="url(#knib)"/><rect x="-8" y="-62" width="30" height="124" rx="14" fill="url(#knib)"/>',
    stroke('M0-50V20', '#fff', 3, 0.7),
    '<circle cx="-176" cy="0" r="11" fill="url(#knib)"/><circle cx="-100" cy="0" r="11" fill="url(#knib)"/><circle cx="-226" cy="-2" r="9" fill="#160a06"/><circle cx="-226" cy="-2" r="9" fill="none" stroke="#d9a04a" stroke-width="3"/>',
  ].join(''),
}
