import { around, BRASS, down, repeat, round, slant, stroke, type Thing } from './studio.ts'

const [, BASE, LIGHT] = BRASS
const TUBE = 'M104-62C148-92 140-176 136-250 132-316 108-338 56-342'
const GLASS = 'M-52-136C-112-186-104-262-48-312H48C104-262 112-186 52-136z'

const tube = (turned: string) =>
  `<g${turned}>${stroke(TUBE, '#4f2c0c', 22)}${stroke(TUBE, BASE, 17)}${stroke(TUBE, LIGHT, 4, 0.85)}</g>`

/** Brass that has seen weather, hand-blown glass, and a flame that lights the table. */
export const lantern: Thing = {
  defs:
    round('lan', BRASS) +
    slant('lanw', [0, '#6b4a1c'], [0.5, BASE], [1, '#6b4a1c']) +
    around(
      'lang',
      0.5,
      0.62,
      [0, '#fffbe0'],
      [0.22, '#ffe08a'],
      [0.55, '#f6a13a', 0.82],
      [1, '#8d4a1a', 0.5],
    ) +
    around('lanf', 0.5, 0.8, [0, '#fff'], [0.45, '#fff0a8'], [1, '#ff9a2e']) +
    '<radialGradient id="lanh"><stop stop-color="#ffd27a" stop-opacity=".85"/><stop offset=".35" stop-color="#ffb64d" stop-opacity=".32"/><stop offset="1" stop-color="#ff9a3c" stop-opacity="0"/></radialGradient>' +
    down('lans', [0, '#fff', 0.75], [1, '#fff', 0.05]),
  body: [
    '<circle cy="-220" r="330" fill="url(#lanh)"/><ellipse cy="16" rx="250" ry="42" fill="url(#lanh)"/>',
    stroke('M-128-286C-170-560 170-560 128-286', '#5a3512', 9),
    stroke('M-124-330C-138-520 60-540 104-404', LIGHT, 2.5, 0.8),
    tube(' transform="scale(-1 1)"'),
    tube(''),
    `<path d="${GLASS}" fill="url(#lang)"/>`,
    '<path d="M0-148c-38-2-34-44-14-70 8-12 12-26 11-40 24 22 34 48 34 70 0 26-12 40-31 40z" fill="url(#lanf)"/>',
    '<path d="M-8-132h16v-20H-8z" fill="#3b2410"/>',
    '<path d="M-78-232c2-24 12-46 30-64l12 4c-14 22-22 52-20 82 1 20-4 26-10 22-8-6-13-22-12-44z" fill="url(#lans)"/>',
    stroke('M66-190C82-224 74-258 54-286', '#fff', 5, 0.55),
    stroke('M-100-206C-50-184 50-184 100-206M-98-252C-50-232 50-232 98-252', 'url(#lanw)', 6),
    `<path d="M-56-134h112l8-24H-64z" fill="url(#lan)"/><path d="M-64-158h128v5H-64z" fill="#3b2410" opacity=".4"/>`,
    `<path d="${repeat(9, (i) => `M${i * 12 - 51}-149h5v9h-5z`)}" fill="#3b2410" opacity=".65"/>`,
    // The tank.
    '<path d="M-120-6C-120-66-96-104-52-134H52C96-104 120-66 120-6 84 20-84 20-120-6z" fill="url(#lan)"/>',
    '<path d="M-120-20C-84 6 84 6 120-20V-4C84 22-84 22-120-4z" fill="#3b2410" opacity=".32"/>',
    stroke('M-100-62C-60-44 60-44 100-62', '#3b2410', 3, 0.45),
    stroke('M-101-66C-60-48 60-48 101-66', LIGHT, 2, 0.7),
    '<path d="M-86-66c4-16 12-28 26-40l16 2c-14 14-22 30-24 46z" fill="#fff" opacity=".55"/>',
    `<path d="M58-112h36v-20H58z" fill="url(#lan)"/><ellipse cx="76" cy="-132" rx="18" ry="6" fill="${LIGHT}"/>`,
    // The cap and its chimney.
    '<path d="M-54-306H54l14-20C54-356 36-362 32-392H-32C-36-362-54-356-68-326z" fill="url(#lan)"/>',
    '<path d="M-68-326C-40-314 40-314 68-326L54-304C30-296-30-296-54-304z" fill="#3b2410" opacity=".35"/>',
    `<path d="${repeat(6, (i) => `M${i * 10 - 29}-380h5v16h-5z`)}" fill="#2a1608" opacity=".8"/>`,
    '<path d="M-46-392C-46-424-26-438 0-440 26-438 46-424 46-392 24-384-24-384-46-392z" fill="url(#lan)"/>',
    stroke('M-30-398C-28-416-18-426-6-430', '#fff', 4, 0.7),
  ].join(''),
}
