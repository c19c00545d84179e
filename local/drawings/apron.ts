import { weave } from './knit.ts'
import { across, BRASS, round, slant, stroke, type Thing } from './studio.ts'

const BODY =
  'M-86-150C-40-138 40-138 86-150 92-80 120-30 176-6 184 110 188 230 194 318 70 344-70 344-194 318-188 230-184 110-176-6-120-30-92-80-86-150z'
const POCKET = 'M-150 96C-110 102-60 104-12 104V216C-60 218-104 214-146 206z'

/** Cross-back, heavy washed linen, two pockets deep enough to matter. Hangs from a peg 260 above its middle. */
export const apron: Thing = {
  defs:
    slant('apr', [0, '#8fa9b4'], [0.4, '#5d7d8c'], [1, '#304955']) +
    across('aprh', [0, '#fff', 0.18], [0.3, '#fff', 0], [0.7, '#000', 0.05], [1, '#000', 0.32]) +
    weave('aprw', '#dcecf2', '#12242c', 6) +
    round('aprb', BRASS) +
    `<clipPath id="aprk"><path d="${BODY}"/></clipPath>`,
  body: [
    `<path d="${BODY}" transform="translate(30 34)" fill="#150c0a" opacity=".4" filter="url(#l)"/><path d="${BODY}" transform="translate(10 14)" fill="#150c0a" opacity=".4" filter="url(#m)"/>`,
    stroke('M-76-146C-72-200-20-256 4-262 24-256 74-200 78-146', '#150c0a', 14, 0.3, 'm'),
    stroke('M-78-146C-70-200-20-250 0-264 20-250 70-200 78-146', '#3d5966', 19),
    stroke('M-80-148C-72-200-22-252-2-264', '#9db6c0', 4, 0.8),
    stroke('M-172 0C-226 60-214 150-240 230M172 0C222 70 204 160 226 250', '#3d5966', 15),
    `<path d="${BODY}" fill="url(#apr)"/><path d="${BODY}" fill="url(#aprw)"/><g clip-path="url(#aprk)">`,
    stroke('M-60-120C-72 0-110 120-120 330M70-110C80 20 110 140 112 330', '#0a1a22', 26, 0.3, 'm'),
    stroke('M4-130C-10 20 14 160-4 330', '#0a1a22', 20, 0.2, 'm'),
    stroke('M-30-120C-44 10-60 160-66 330M44-120C50 20 60 150 56 330', '#fff', 16, 0.2, 'm'),
    `<path d="${BODY}" fill="url(#aprh)"/></g>`,
    ...['', ' transform="scale(-1 1)"'].map(
      (turned) =>
        `<g${turned}><path d="${POCKET}" fill="#000" opacity=".28" filter="url(#s)" transform="translate(3 7)"/><path d="${POCKET}" fill="url(#apr)"/><path d="${POCKET}" fill="url(#aprw)"/><path d="M-150 96C-110 102-60 104-12 104V118C-60 118-110 116-150 110z" fill="#fff" opacity=".16"/><path d="M-144 116C-104 122-60 124-20 124M-142 200C-100 208-60 210-18 210" fill="none" stroke="#e9f2f4" stroke-width="2" stroke-dasharray="7 5" opacity=".7"/><circle cx="-146" cy="102" r="5" fill="#e0ae56"/><circle cx="-18" cy="110" r="5" fill="#e0ae56"/></g>`,
    ),
    // A wooden spoon and a cloth, because pockets are for something.
    '<path d="M84 100 92-10C78-30 84-62 104-60 124-58 124-26 108-10L104 102z" fill="#c98f56"/><path d="M94-14c-10-18-4-38 8-38z" fill="#f0c592" opacity=".8"/>',
    '<path d="M-116 100-120 60C-104 74-92 56-80 72-66 60-58 70-52 64L-56 103z" fill="#f3e8d0"/>',
    stroke('M-104 98-104 72M-74 100-76 76', '#b8402a', 5, 0.8),
    '<path d="M62 102C100 108 130 106 150 98V118C120 122 90 122 62 118z" fill="#4f6d7b"/><path d="M-126 99C-90 103-66 104-46 104V116C-76 116-106 114-126 112z" fill="#6f8e9c"/>',
    '<path d="M-22-116H22V-76H-22z" fill="#e9dcbf"/>',
    stroke('M-13-92q7-6 13 0t13 0', '#1c3947', 4),
    '<circle cx="4" cy="-262" r="21" fill="#150c0a" opacity=".4" filter="url(#s)"/><circle cy="-270" r="19" fill="url(#aprb)"/><circle cx="-5" cy="-276" r="6" fill="#fff4d0" opacity=".9"/>',
  ].join(''),
}
