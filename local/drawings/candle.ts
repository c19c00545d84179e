import { across, around, down, OAK, repeat, round, stroke, type Thing } from './studio.ts'

const GLASS = 'M-112-262V-26C-112 6-60 20 0 20S112 6 112-26V-262z'

/** Rapeseed wax, salt and smoke, in amber glass that glows where the flame is. */
export const candle: Thing = {
  defs:
    across('can', [0, '#5c260c'], [0.14, '#c86c1e'], [0.3, '#e99a3c'], [0.6, '#a04c14'], [1, '#43190a']) +
    '<radialGradient id="cang" cx=".5" cy=".08" r=".75"><stop stop-color="#fff0b0" stop-opacity=".95"/><stop offset=".35" stop-color="#ffb84a" stop-opacity=".65"/><stop offset="1" stop-color="#ff9a3c" stop-opacity="0"/></radialGradient>' +
    '<radialGradient id="canh"><stop stop-color="#ffe2a0" stop-opacity=".9"/><stop offset=".3" stop-color="#ffb64d" stop-opacity=".34"/><stop offset="1" stop-color="#ff9a3c" stop-opacity="0"/></radialGradient>' +
    around('canw', 0.5, 0.5, [0, '#fffbe6'], [0.5, '#ffdf9a'], [1, '#d98a35']) +
    around('canf', 0.5, 0.85, [0, '#fff'], [0.5, '#ffe98c'], [1, '#ff8a1f']) +
    across('canl', [0, '#b9a684'], [0.22, '#fff8e8'], [0.55, '#efe2c6'], [1, '#9c8762']) +
    round('cano', OAK) +
    down('cant', [0, '#dfae72'], [1, '#b37a42']),
  body: [
    '<circle cy="-300" r="280" fill="url(#canh)"/>',
    // The lid leans where it was put down.
    '<g transform="translate(176 -62) rotate(62)"><path d="M-104 0v22a104 40 0 0 0 208 0V0z" fill="url(#cano)"/><ellipse rx="104" ry="40" fill="url(#cant)"/>',
    repeat(
      5,
      (i) =>
        `<ellipse cx="-12" cy="-2" rx="${20 + i * 17}" ry="${6 + i * 6.6}" fill="none" stroke="#7c4a24" stroke-width="1.6" opacity=".45"/>`,
    ),
    '</g>',
    `<path d="${GLASS}" fill="url(#can)"/><path d="${GLASS}" fill="url(#cang)"/>`,
    '<ellipse cy="-262" rx="112" ry="30" fill="#6d2f0f"/><ellipse cy="-246" rx="102" ry="25" fill="url(#canw)"/>',
    stroke('M0-246c-2-14 2-20 0-30', '#241208', 5),
    '<path d="M0-268c-24-2-22-30-8-48 8-11 10-26 8-40 20 20 28 42 27 60-1 18-10 29-27 28z" fill="url(#canf)"/>',
    '<path d="M-112-262a112 30 0 0 1 224 0" fill="none" stroke="#e9a252" stroke-width="4" opacity=".8"/>',
    '<path d="M-112-262a112 30 0 0 0 224 0v8a112 30 0 0 1-224 0z" fill="#ffd08a" opacity=".4"/>',
    // The label, bent with the glass.
    '<path d="M-82-176C-40-166 40-166 82-176V-52C40-40-40-40-82-52z" fill="url(#canl)"/>',
    stroke('M-46-96c16-14 30-14 46 0s30 14 46 0M-46-76c16-14 30-14 46 0s30 14 46 0', '#1c3947', 6),
    '<circle cx="0" cy="-130" r="17" fill="#b8402a"/><path d="M-17-130a17 17 0 0 1 34 0z" fill="#d9694a"/>',
    '<path d="M-96-240c6 3 12 5 18 6v170c-8-2-14-5-18-9z" fill="#fff" opacity=".38"/>',
    stroke('M97-230V-50', '#ffcf8a', 4, 0.5),
  ].join(''),
}
