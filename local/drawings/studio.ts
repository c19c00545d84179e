/**
 * The little studio in which the demo's goods are drawn: coloured paper, one window at the upper left, and what light does to
 * enamel, brass, wool and wood. A thing stands on (0, 0) and is drawn upwards; everything about it that repeats is here.
 */
export type Thing = { defs: string; body: string }
export type Paper = { wall: string; table: string }
type Stop = readonly [at: number, color: string, opacity?: number]

const stopsOf = (stops: readonly Stop[]) =>
  stops
    .map(([at, color, opacity = 1]) => {
      const seen = opacity === 1 ? '' : ` stop-opacity="${opacity}"`
      return `<stop offset="${at}" stop-color="${color}"${seen}/>`
    })
    .join('')

/** Light that falls across a thing, from its left to its right edge. */
export const across = (id: string, ...stops: Stop[]) =>
  `<linearGradient id="${id}">${stopsOf(stops)}</linearGradient>`

/** The same from top to bottom. */
export const down = (id: string, ...stops: Stop[]) =>
  `<linearGradient id="${id}" x2="0" y2="1">${stopsOf(stops)}</linearGradient>`

/** The same from the window, corner to corner. */
export const slant = (id: string, ...stops: Stop[]) =>
  `<linearGradient id="${id}" x2="1" y2="1">${stopsOf(stops)}</linearGradient>`

/** Light that spreads around a point, given in shares of the thing's own box. */
export const around = (id: string, x: number, y: number, ...stops: Stop[]) =>
  `<radialGradient id="${id}" cx="${x}" cy="${y}" r=".7">${stopsOf(stops)}</radialGradient>`

/** A round thing in one colour: edge, the window in it, itself, its dark side, and what the paper throws back. */
export const round = (id: string, [dark, base, light]: Trio) =>
  across(id, [0, base], [0.2, light], [0.42, base], [0.82, dark], [0.94, dark], [1, base])

export type Trio = readonly [dark: string, base: string, light: string]

export const BRASS: Trio = ['#7a4a14', '#c98d34', '#ffe3a0']
export const OAK: Trio = ['#7c4a24', '#bb8147', '#e7bd85']
export const WALNUT: Trio = ['#2e1710', '#5f3320', '#a2694a']

export const at = (x: number, y: number, { body }: Thing, scale = 1, turn = 0) =>
  `<g transform="translate(${x} ${y})${turn === 0 ? '' : ` rotate(${turn})`}${scale === 1 ? '' : ` scale(${scale})`}">${body}</g>`

/** A shadow with a soft rim; `blur` is one of those every picture has. */
export const soft = (path: string, opacity: number, blur: 's' | 'm' | 'l' = 'm', color = '#1a0f0a') =>
  `<path d="${path}" fill="${color}" opacity="${opacity}" filter="url(#${blur})"/>`

/** A fold or a glint: a line with a soft rim. */
export const stroke = (path: string, color: string, width: number, opacity = 1, blur = '') =>
  `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"${blur ? ` filter="url(#${blur})"` : ''}/>`

/** What a standing thing does to the table: dark where it touches, then a long soft shadow away from the window. */
export const standing = (halfWidth: number, reach = 2.6, depth = 26): string =>
  `<ellipse cx="${r(halfWidth * (reach - 1) * 0.5)}" cy="${r(depth * 0.2)}" rx="${r(halfWidth * reach * 0.62)}" ry="${r(depth * 1.25)}" fill="url(#cast)"/>` +
  `<ellipse cx="${r(halfWidth * 0.1)}" cy="${r(depth * 0.3)}" rx="${r(halfWidth * 1.12)}" ry="${r(depth)}" fill="url(#touch)"/>`

/** One decimal is finer than any screen. */
export const r = (value: number) => Math.round(value * 10) / 10

/** The same "chance" at every run, so that drawing again changes no byte. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

export const repeat = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')

/** Specks of glaze, stone or salt within a box. */
export function specks(
  seed: number,
  count: number,
  box: readonly [x: number, y: number, w: number, h: number],
  size: number,
): string {
  const roll = dice(seed)
  return repeat(count, () => {
    const [x, y, s] = [
      r(box[0] + roll() * box[2]),
      r(box[1] + roll() * box[3]),
      r(size * (0.35 + roll() * 0.65)),
    ]
    return `M${x} ${y}h${s}v${s}h-${s}z`
  })
}

const SHARED = [
  '<radialGradient id="touch"><stop offset=".5" stop-color="#170c08" stop-opacity=".62"/><stop offset="1" stop-color="#170c08" stop-opacity="0"/></radialGradient>',
  '<radialGradient id="cast"><stop stop-color="#170c08" stop-opacity=".42"/><stop offset=".55" stop-color="#170c08" stop-opacity=".2"/><stop offset="1" stop-color="#170c08" stop-opacity="0"/></radialGradient>',
  ...[
    ['s', 4],
    ['m', 11],
    ['l', 26],
  ].map(
    ([id, deviation]) =>
      `<filter id="${id}" x="-.6" y="-.6" width="2.2" height="2.2"><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
  ),
  '<radialGradient id="window" cx=".22" cy=".1" r="1"><stop stop-color="#fff6e2" stop-opacity=".5"/><stop offset=".55" stop-color="#fff6e2" stop-opacity=".05"/><stop offset="1" stop-color="#20100a" stop-opacity=".3"/></radialGradient>',
].join('')

/** Fibres of the paper, so faint that only their absence would be seen. */
function fibres(): string {
  const roll = dice(7)
  const lines = repeat(
    22,
    () => `M${r(roll() * 160)} ${r(roll() * 160)}l${r(roll() * 9 - 4)} ${r(roll() * 9 - 4)}`,
  )
  return `<pattern id="fibre" width="160" height="160" patternUnits="userSpaceOnUse"><path d="${lines}" stroke="#fff" stroke-width="1" opacity=".16"/><path d="${lines}" stroke="#000" stroke-width=".8" opacity=".1" transform="translate(61 37)"/></pattern>`
}

/** A whole picture: a sheet of paper that bends from wall to table without a line, and the things on it, back to front. */
export function picture(
  width: number,
  height: number,
  paper: Paper,
  things: readonly Thing[],
  drawn: string,
): string {
  const defs = [...new Set(things.map((thing) => thing.defs))].join('')
  const bend = down('bend', [0.58, paper.wall], [0.78, paper.table])
  const sheet = `<path fill="url(#bend)" d="M0 0h${width}v${height}H0z"/><path fill="url(#window)" d="M0 0h${width}v${height}H0z"/><path fill="url(#fibre)" d="M0 0h${width}v${height}H0z"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><defs>${SHARED}${fibres()}${bend}${defs}</defs>${sheet}${drawn}</svg>\n`
}
