import { weave } from './knit.ts'
import { across, down, stroke, type Thing } from './studio.ts'

const BODY = 'M-206-356C-120-346 120-346 206-356L178-8C60 14-60 14-178-8z'
const BASE = 'M-190-134C-60-118 60-118 190-134L178-8C60 14-60 14-178-8z'
const handle = (lift: number) => `M-104-240C-112-${lift} -70-${lift + 78} 0-${lift + 78}S112-${lift} 104-240`

const strap = (lift: number, base: string, light: string, dark: string) =>
  stroke(handle(lift), dark, 32).replaceAll('round', 'butt') +
  stroke(handle(lift), base, 27).replaceAll('round', 'butt') +
  `<path d="${handle(lift)}" fill="none" stroke="${light}" stroke-width="20" opacity=".5" stroke-dasharray="2 3"/>`

/** Eighteen-ounce canvas, tarred base, handles long enough for a winter coat, and a blanket rolled into it. */
export const tote: Thing = {
  defs:
    across('tot', [0, '#d8c6a0'], [0.2, '#fbf1d9'], [0.55, '#eadab6'], [0.85, '#b39d72'], [1, '#c9b68c']) +
    across('totb', [0, '#1a1d20'], [0.2, '#4a5157'], [0.34, '#262a2e'], [0.8, '#0c0e10'], [1, '#23272b']) +
    down('toti', [0, '#7a6844'], [1, '#3b301c']) +
    weave('totw', '#ffffff', '#6d5a34', 7) +
    across('totr', [0, '#6d1d12'], [0.3, '#d9694a'], [0.7, '#9a3422'], [1, '#571509']) +
    `<clipPath id="totk"><path d="${BODY}"/></clipPath>`,
  body: [
    strap(470, '#cdbb92', '#fff', '#7a6640'),
    '<path d="M-206-356C-120-392 120-392 206-356 120-340-120-340-206-356z" fill="url(#toti)"/>',
    // The rolled blanket.
    '<path d="M-150-352C-164-430-110-452-64-440L96-424C146-420 150-380 142-350z" fill="url(#totr)"/>',
    stroke('M-20-438V-352M18-434V-352M56-430V-352', '#fbf1d9', 9, 0.85),
    '<ellipse cx="-108" cy="-398" rx="44" ry="50" fill="#c4553a"/>',
    stroke('M-108-396c8-12 22 0 14 14s-36 8-34-18 40-34 54-8 0 58-30 58', '#5a160b', 5, 0.8),
    `<path d="${BODY}" fill="url(#tot)"/><path d="${BODY}" fill="url(#totw)"/><g clip-path="url(#totk)">`,
    stroke('M-120-340C-96-260-124-200-104-120M128-340C96-250 132-200 108-120', '#3b2a10', 26, 0.22, 'm'),
    stroke('M-20-330C-6-260-34-220-14-130', '#3b2a10', 16, 0.14, 'm'),
    stroke('M-70-330C-56-270-78-220-62-140', '#fff', 18, 0.35, 'm'),
    `<path d="${BASE}" fill="url(#totb)"/><path d="${BASE}" fill="url(#totw)" opacity=".35"/>`,
    '<path d="M-164-112c20 4 40 6 60 8v78c-20-1-36-4-52-8z" fill="#fff" opacity=".1" filter="url(#s)"/>',
    '</g>',
    stroke('M-204-340C-120-330 120-330 204-340', '#8f7a4c', 2.5, 0.8).replace(
      '/>',
      ' stroke-dasharray="9 7"/>',
    ),
    stroke('M-189-126C-60-110 60-110 189-126', '#d8c6a0', 2.5, 0.8).replace(
      '/>',
      ' stroke-dasharray="9 7"/>',
    ),
    stroke('M-206-356C-120-346 120-346 206-356', '#fff8e6', 6, 0.9),
    '<path d="M96-240C112-430 70-530 6-530" fill="none" stroke="#1a0f0a" stroke-width="22" opacity=".22" filter="url(#m)" transform="translate(14 16)"/>',
    strap(412, '#efe0bd', '#fff', '#9a8555'),
    ...['-121', '87'].map(
      (x) =>
        `<path d="M${x}-250h34v64h-34z" fill="#efe0bd"/><path d="M${x}-250h34v64h-34zl34 64m0-64l-34 64" fill="none" stroke="#b8402a" stroke-width="3" stroke-dasharray="6 4"/>`,
    ),
    '<path d="M-36-226H36V-168H-36z" fill="#8a3a22"/><path d="M-36-226H36V-168H-36z" fill="none" stroke="#f3d2a0" stroke-width="2" stroke-dasharray="5 4" opacity=".7"/>',
    stroke('M-20-190q10-9 20 0t20 0M-20-204q10-9 20 0t20 0', '#f3d2a0', 4, 0.95),
  ].join(''),
}
