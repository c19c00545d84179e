import { across, around, BRASS, down, OAK, r, repeat, round, stroke, type Thing } from './studio.ts'

/** A turned ring: a short cylinder seen a little from above. */
const ring = (half: number, top: number, height: number, fill: string) => {
  const ry = r(half * 0.17)
  return (
    `<path d="M-${half} ${top}v${height}a${half} ${ry} 0 0 0 ${half * 2} 0v-${height}z" fill="${fill}"/>` +
    `<ellipse cy="${top}" rx="${half}" ry="${ry}" fill="url(#lamt)"/>`
  )
}

/** The tower's half width at a height above the table. */
const half = (y: number) => r(80 - ((-y - 30) / 214) * 32)

const band = (from: number, to: number) =>
  `<path d="M-${half(from)} ${from}A${half(from)} 13 0 0 0 ${half(from)} ${from}L${half(to)} ${to}A${half(to)} 11 0 0 1-${half(to)} ${to}z" fill="url(#lamr)"/>`

/** Turned from beach oak, with a lens cut in rings: a lighthouse for a bedside. */
export const lamp: Thing = {
  defs:
    round('lam', OAK) +
    round('lamb', BRASS) +
    round('lamr', ['#6d1d12', '#b8402a', '#e98a68']) +
    across('lamt', [0, '#f2d2a2'], [0.6, '#c99258'], [1, '#a36c38']) +
    down('laml', [0, '#fff8dc'], [0.25, '#ffd873'], [0.55, '#fff8d8'], [0.8, '#ffc24a'], [1, '#e58f2a']) +
    across(
      'lamg',
      [0, '#b8641a', 0.75],
      [0.25, '#fff', 0.2],
      [0.5, '#fff', 0.75],
      [0.75, '#fff', 0],
      [1, '#a3540f', 0.8],
    ) +
    '<radialGradient id="lamh"><stop stop-color="#fff0b8" stop-opacity=".95"/><stop offset=".3" stop-color="#ffd071" stop-opacity=".4"/><stop offset="1" stop-color="#ffb040" stop-opacity="0"/></radialGradient>' +
    across('lamm', [0, '#ffe6a0', 0], [0.5, '#ffe6a0', 0.5], [1, '#ffe6a0', 0]) +
    around('lamk', 0.35, 0.2, [0, '#f5d9ac'], [0.5, '#bb8147'], [1, '#6d3f1d']),
  body: [
    '<path d="M-460-400 0-330 460-400V-220L0-290-460-220z" fill="url(#lamm)" filter="url(#m)" opacity=".8"/>',
    '<circle cy="-310" r="270" fill="url(#lamh)"/>',
    ring(124, -26, 28, 'url(#lam)'),
    ring(98, -44, 18, 'url(#lam)'),
    '<path d="M-80-44C-76-110-58-180-48-246H48C58-180 76-110 80-44 60-30-60-30-80-44z" fill="url(#lam)"/>',
    band(-96, -138),
    band(-182, -216),
    // The grain goes on under the paint: beach oak is not flat.
    repeat(7, (i) =>
      stroke(
        `M${i * 19 - 60}-40C${i * 17 - 54}-110 ${i * 14 - 40}-180 ${i * 12 - 37}-244`,
        '#5a3113',
        1.6,
        0.28,
      ),
    ),
    stroke('M-54-60C-50-120-38-180-34-240', '#fff', 9, 0.3, 's'),
    ring(70, -256, 12, 'url(#lam)'),
    `<path d="${repeat(13, (i) => `M${r(Math.sin((i / 12 - 0.5) * Math.PI) * 64)}-252v-28`)}" stroke="#8a5a1c" stroke-width="3"/>`,
    // The lens.
    '<path d="M-46-262C-58-290-58-326-46-356H46C58-326 58-290 46-262z" fill="url(#laml)"/>',
    repeat(11, (i) => {
      const y = -268 - i * 8.6
      const w = r(46 + Math.sin((i / 10) * Math.PI) * 9)
      return stroke(
        `M-${w} ${r(y)}Q0 ${r(y + 9)} ${w} ${r(y)}`,
        i % 2 ? '#b8661a' : '#fff',
        2.2,
        i % 2 ? 0.55 : 0.8,
      )
    }),
    '<circle cy="-306" r="17" fill="#fff" opacity=".95"/><circle cy="-306" r="27" fill="none" stroke="#fff" stroke-width="3" opacity=".8"/>',
    '<path d="M-46-262C-58-290-58-326-46-356H46C58-326 58-290 46-262z" fill="url(#lamg)"/>',
    stroke('M-66-279C-40-268 40-268 66-279', '#c98d34', 4),
    ring(66, -368, 12, 'url(#lamb)'),
    '<path d="M-56-370C-54-414-26-432 0-434 26-432 54-414 56-370 30-362-30-362-56-370z" fill="url(#lamk)"/>',
    '<circle cy="-440" r="12" fill="url(#lamk)"/>',
  ].join(''),
}
