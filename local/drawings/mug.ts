import { across, down, repeat, round, specks, stroke, type Thing, type Trio } from './studio.ts'

const ENAMELS = {
  fog: ['#93a9ab', '#dfe8e2', '#ffffff'],
  kelp: ['#123a34', '#2c6d5f', '#7fb7a4'],
  signal: ['#7d1510', '#cf3a26', '#ff8a6b'],
} satisfies Record<string, Trio>

const BODY = 'M-126-244-114-24C-112 8-64 22 0 22S112 8 114-24L126-244z'
const HANDLE = 'M116-196C206-214 214-64 108-58'

/** Enamelled steel, fired twice: a rolled rim, specks in the glaze, and the window in its belly. */
export function mug(enamel: keyof typeof ENAMELS, isFull = false): Thing {
  const id = `mug-${enamel}`
  const [dark, base, light] = ENAMELS[enamel]
  const rim = enamel === 'fog' ? '#1c3947' : '#10222b'
  const defs =
    round(id, ENAMELS[enamel]) +
    across(`${id}i`, [0, dark], [0.55, base], [1, light]) +
    down(`${id}c`, [0, '#1a0b06'], [1, '#6d3a1e']) +
    `<clipPath id="${id}k"><ellipse cy="-244" rx="121" ry="29"/></clipPath><clipPath id="${id}b"><path d="${BODY}"/></clipPath>`
  const drink = isFull
    ? `<ellipse cy="-232" rx="117" ry="25" fill="url(#${id}c)"/>${stroke('M-84-240C-50-252 10-256 62-250', '#e0a673', 4, 0.6)}`
    : `<ellipse cy="-216" rx="110" ry="24" fill="${dark}" opacity=".55"/>`
  const body = [
    stroke(HANDLE, rim, 34),
    stroke(HANDLE, base, 27),
    stroke(HANDLE, dark, 12, 0.55),
    stroke('M122-202C186-214 200-130 176-96', light, 6, 0.9),
    `<path d="${BODY}" fill="url(#${id})"/><g clip-path="url(#${id}b)">`,
    `<path d="${specks(enamel.length * 31, 30, [-120, -236, 240, 250], 5)}" fill="${enamel === 'fog' ? rim : light}" opacity="${enamel === 'fog' ? 0.42 : 0.3}"/>`,
    `<path d="M-130-2C-60 26 60 26 130-2V40H-130z" fill="#000" opacity=".2" filter="url(#s)"/>`,
    `<path d="M-130-240C-60-206 60-206 130-240V-222C60-192-60-192-130-222z" fill="#000" opacity=".12"/></g>`,
    // The window: four panes, bent as the belly is.
    `<path d="M-88-178q16 5 30 6v34q-15-1-28-5zM-52-171q14 2 27 2v34q-14 0-27-2zM-85-136q14 4 27 5v36q-13-1-25-4zM-52-130q14 2 27 2v36q-13 0-26-2z" fill="#fff" opacity="${enamel === 'fog' ? 0.95 : 0.5}"/>`,
    `<ellipse cy="-244" rx="126" ry="32" fill="url(#${id}i)"/><g clip-path="url(#${id}k)">${drink}</g>`,
    `<ellipse cy="-244" rx="124" ry="31" fill="none" stroke="${rim}" stroke-width="9"/>`,
    stroke('M-122-247C-112-264-64-275-14-276', '#fff', 3, 0.75),
  ].join('')
  return { defs, body }
}

export const steam: Thing = {
  defs: '',
  body: repeat(2, (index) =>
    stroke(`M${index * 62 - 34} 0c-34-40 30-66 2-104s16-50 4-78`, '#fff', 13, 0.3, 's'),
  ),
}
