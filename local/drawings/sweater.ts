import { knit, ribs } from './knit.ts'
import { across, r, repeat, slant, soft, stroke, type Thing } from './studio.ts'

const TORSO =
  'M-92-262C-130-250-158-240-176-222-172-120-166 60-164 236-80 252 80 252 164 236 166 60 172-120 176-222 158-240 130-250 92-262 60-226-60-226-92-262z'
const SLEEVE =
  'M-150-238C-200-216-226-170-244-100-262-20-286 80-296 148-270 172-236 180-208 172-196 110-178 30-160-40z'
const YOKE = 'M-176-224C-120-128 120-128 176-224L178-150C110-52-110-52-178-150z'

/** Where the yoke's pattern stands at a share of its way across, on the n-th row. */
const onYoke = (share: number, row: number) => {
  const x = (share - 0.5) * 330
  const y = -196 + row * 26 + (1 - (2 * share - 1) ** 2) * 62
  return `${r(x)} ${r(y)}`
}
const stitches = (count: number, row: number, shape: string) =>
  repeat(count, (i) => `M${onYoke((i + 0.5) / count, row)}${shape}`)

const sleeve = (turned: string) =>
  `<g${turned}>${soft(SLEEVE, 0.4, 's')}<path d="${SLEEVE}" fill="url(#swe)"/><path d="${SLEEVE}" fill="url(#swek)"/>` +
  '<path d="M-301 120-297 150C-270 174-236 182-206 174L-200 140C-230 150-272 142-301 120z" fill="url(#swer)"/>' +
  `${stroke('M-186-150C-206-60-222 40-236 110', '#000', 20, 0.22, 'm')}${stroke('M-232-90C-250 0-268 70-276 118', '#fff', 9, 0.14, 's')}</g>`

/** Five-gauge wool knitted in the round, so no seam ever rubs. Lies flat; its middle is (0, 0). */
export const sweater: Thing = {
  defs:
    slant('swe', [0, '#33597a'], [0.45, '#1f3f5b'], [1, '#122a40']) +
    across('sweh', [0, '#fff', 0.12], [0.35, '#fff', 0], [0.7, '#000', 0.08], [1, '#000', 0.34]) +
    knit('swek', '#7ea5c4', '#081826', 13) +
    ribs('swer', '#86aac6', '#081826', 15) +
    slant('swey', [0, '#fff8e8'], [0.6, '#eadfc6'], [1, '#b9ab8c']) +
    knit('swec', '#ffffff', '#8a7a58', 13) +
    `<clipPath id="swet"><path d="${TORSO}"/></clipPath>`,
  body: [
    `<g transform="translate(14 20)">${soft(TORSO, 0.5, 'm')}${soft(SLEEVE, 0.45, 'm')}<g transform="scale(-1 1)">${soft(SLEEVE, 0.45, 'm')}</g></g>`,
    '<path d="M-92-262C-60-290 60-290 92-262 60-246-60-246-92-262z" fill="#0c1e2e"/>',
    `<path d="${TORSO}" fill="url(#swe)"/><path d="${TORSO}" fill="url(#swek)"/><g clip-path="url(#swet)">`,
    `<path d="${YOKE}" fill="url(#swey)"/><path d="${YOKE}" fill="url(#swec)"/>`,
    `<path d="${stitches(15, 0.3, 'l-8-9 8-9 8 9z')}" fill="#b8402a"/><path d="${stitches(15, 1.15, 'l-10-11 10-11 10 11z')}" fill="#1f3f5b"/><path d="${stitches(15, 1.15, 'm0-6l-4-5 4-5 4 5z')}" fill="#fff8e8"/><path d="${stitches(23, 1.9, 'l-5-6 5-6 5 6z')}" fill="#b8402a"/>`,
    '<path d="M-170 196C-80 214 80 214 170 196V260H-170z" fill="#18344c"/><path d="M-170 196C-80 214 80 214 170 196V260H-170z" fill="url(#swer)"/>',
    stroke('M-168 196C-80 214 80 214 168 196', '#06121c', 5, 0.5),
    `<path d="${TORSO}" fill="url(#sweh)"/>`,
    stroke('M-150-120C-120-40-132 60-112 180', '#000', 26, 0.24, 'm'),
    stroke('M140-130C104-50 124 70 96 190', '#000', 30, 0.3, 'm'),
    stroke('M-60-40C-40 40-56 120-40 190M40-30C52 60 30 120 46 190', '#000', 18, 0.16, 'm'),
    stroke('M-96-60C-80 30-90 110-74 180', '#fff', 12, 0.12, 'm'),
    '</g>',
    sleeve(''),
    sleeve(' transform="scale(-1 1)"'),
    '<path d="M-98-264C-66-216 66-216 98-264L84-276C56-240-56-240-84-276z" fill="#2a4c69"/><path d="M-98-264C-66-216 66-216 98-264L84-276C56-240-56-240-84-276z" fill="url(#swer)"/>',
    stroke('M-96-262C-66-214 66-214 96-262', '#06121c', 3, 0.5),
  ].join(''),
}
