import { beanie } from './beanie.ts'
import { blanket } from './blanket.ts'
import { candle } from './candle.ts'
import { knife, lemon, oyster } from './knife.ts'
import { lamp } from './lamp.ts'
import { lantern } from './lantern.ts'
import { mug, steam } from './mug.ts'
import { salt } from './salt.ts'
import { across, at, dice, down, picture, r, repeat, slant, standing, stroke, type Thing } from './studio.ts'
import { sweater } from './sweater.ts'
import { tote } from './tote.ts'

/** The goods of a sale together, before a scene cut from paper. Everything that matters is in the middle 1200 × 630 of 1200 × 900. */
const stand = (x: number, y: number, halfWidth: number, scale: number, thing: Thing, turn = 0) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${standing(halfWidth)}</g>${at(x, y, thing, scale, turn)}`

/** A shape cut from paper: it stands off the sheet behind it, and its edge catches the window. */
const cut = (path: string, fill: string, depth = 14) =>
  `<path d="${path}" transform="translate(${depth} ${depth})" fill="#150c0a" opacity=".34" filter="url(#m)"/><path d="${path}" fill="${fill}"/>` +
  `<path d="${path}" fill="none" stroke="#fff" stroke-width="2.5" opacity=".3"/>`

const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${r * 2} 0a${r} ${r} 0 1 1-${r * 2} 0z`

/** A row of waves from edge to edge, crests `high` above `y`. */
const waves = (y: number, width: number, high: number, shift: number) =>
  `M${shift - width} ${y}${repeat(Math.ceil(1200 / width) + 3, () => `q${width * 0.18}-${high} ${width * 0.5}-${high}t${width * 0.5} ${high}`)}V900H${shift - width}z`

const scene: Thing = {
  defs:
    down('sun', [0, '#ffe9a8'], [1, '#ff9d5c']) +
    down('moon', [0, '#fff6dc'], [1, '#d8cfae']) +
    slant('seaa', [0, '#7fb4b3'], [1, '#4e8c90']) +
    slant('seab', [0, '#4b8d93'], [1, '#2a6570']) +
    slant('seac', [0, '#2f6d78'], [1, '#164450']) +
    across('boata', [0, '#fffaf0'], [1, '#e2d5bd']) +
    across('boatb', [0, '#cbbb9d'], [1, '#a8977a']),
  body: '',
}

function stars(): string {
  const roll = dice(17)
  return `<path d="${repeat(26, () => `M${r(roll() * 1190)} ${r(roll() * 420)}h4v4h-4z`)}" fill="#fff6dc" opacity=".7"/>`
}

/** Folded from one sheet: each face another light. */
const boat: Thing = {
  defs: '',
  body:
    '<path d="M-150-20 150-20 104 62-104 62z" transform="translate(18 26)" fill="#150c0a" opacity=".4" filter="url(#m)"/>' +
    '<path d="M0-138 72-20-72-20z" fill="url(#boatb)"/><path d="M0-138V-20H-72z" fill="url(#boata)"/>' +
    '<path d="M-168-44 0-6-104 62z" fill="#fffaf0"/><path d="M168-44 0-6 104 62z" fill="#b9a888"/><path d="M-104 62 0-6 104 62z" fill="#e7dac0"/>' +
    stroke('M-168-44 0-6 168-44', '#fff', 2.5, 0.8),
}

const hero = (wall: string, table: string, things: readonly Thing[], ...drawn: string[]) =>
  picture(1200, 900, { wall, table }, [scene, ...things], drawn.join(''))

const [fog, signal] = [mug('fog', true), mug('signal')]
const [navy, rust] = [beanie('navy'), beanie('rust')]

export const HEROES: Record<string, string> = {
  'hero-first-light': hero(
    '#e79b73',
    '#c9744f',
    [lantern, lamp, fog, signal, steam],
    cut(disc(640, 470, 300), 'url(#sun)'),
    cut(waves(610, 300, 34, 40), '#b8573a', 10),
    cut(waves(668, 340, 30, -90), '#9c4530', 10),
    stand(606, 735, 124, 1.12, lamp),
    stand(306, 770, 120, 1.08, lantern),
    stand(966, 710, 120, 0.84, signal),
    stand(816, 780, 124, 1.0, fog),
    at(808, 520, steam, 0.9),
  ),
  'hero-last-boat': hero(
    '#24485a',
    '#16303e',
    [tote, navy, rust, boat, knife],
    cut(disc(830, 270, 118), 'url(#moon)'),
    stars(),
    cut(waves(520, 320, 40, 60), 'url(#seab)', 12),
    at(930, 500, boat, 1.05, -5),
    cut(waves(596, 300, 40, -60), 'url(#seac)', 12),
    cut(waves(690, 360, 30, 20), '#123642', 12),
    stand(380, 790, 190, 1.05, tote),
    stand(890, 720, 190, 0.62, rust, 7),
    stand(720, 790, 190, 0.84, navy, -4),
    at(1000, 806, knife, 0.6, -8),
  ),
  'hero-low-water': hero(
    '#6f9c86',
    '#5f8c76',
    [oyster, lemon, knife],
    cut('M0 900V700C200 640 360 760 560 720S940 600 1200 690V900z', '#d9c79a', 10),
    at(320, 360, oyster, 1.2, -12),
    at(668, 260, oyster, 0.86, 150),
    at(960, 320, lemon, 1.15),
    at(1046, 560, lemon, 0.72, 40),
    at(640, 600, knife, 1.35, -14),
  ),
  'hero-winter-harbour': hero(
    '#7d9fab',
    '#6a8c99',
    [blanket, sweater],
    cut(waves(640, 520, 90, -120), '#a9c0c4', 12),
    cut(waves(740, 460, 70, 60), '#dfe5df', 12),
    '<path d="M0 148h1200v32H0z" transform="translate(0 24)" fill="#150c0a" opacity=".35" filter="url(#m)"/><path d="M0 148h1200v32H0z" fill="url(#blar)"/>',
    at(330, 200, blanket, 1.14),
    `<path d="M850 214c-90 40-150 60-196 96h392c-46-36-106-56-196-96z" fill="#8a5428"/>${stroke('M850 216v-42c0-40-46-40-46-10', '#2a2320', 7)}`,
    at(850, 520, sweater, 1.1),
  ),
  'hero-spring-tide': hero(
    '#ecc477',
    '#d9a64c',
    [salt, candle, fog],
    cut(disc(880, 300, 150), '#c4512f'),
    cut(waves(470, 420, 130, 120), 'url(#seaa)', 16),
    cut(waves(560, 360, 90, -80), 'url(#seab)', 16),
    cut(waves(650, 320, 40, 30), 'url(#seac)', 16),
    stand(300, 740, 120, 1.12, candle),
    stand(640, 770, 130, 1.06, salt),
    stand(1010, 760, 124, 0.96, fog),
  ),
}
