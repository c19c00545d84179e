import { around, r, repeat, slant, stroke, type Thing } from './studio.ts'

const mark = (hour: number) => {
  const turn = (hour / 12) * Math.PI * 2
  const [from, to] = hour % 3 === 0 ? [148, 178] : [162, 178]
  return `M${r(Math.sin(turn) * from)} ${r(-Math.cos(turn) * from)}L${r(Math.sin(turn) * to)} ${r(-Math.cos(turn) * to)}`
}

/** One hand, two tides a day. It hangs: its middle is (0, 0). */
export const clock: Thing = {
  defs:
    slant('clo', [0, '#f0c58c'], [0.3, '#c68a4c'], [0.7, '#8a5428'], [1, '#5a3113']) +
    slant('clob', [0, '#4a2810'], [0.5, '#9a6232'], [1, '#e9bd85']) +
    around('clof', 0.35, 0.28, [0, '#fffdf4'], [0.6, '#f3e8d0'], [1, '#cdbb98']) +
    slant('clog', [0, '#fff', 0.55], [0.45, '#fff', 0.04], [1, '#fff', 0]) +
    slant('clos', [0, '#5b93a0'], [1, '#1d4a5c']) +
    '<clipPath id="clok"><circle r="190"/></clipPath>',
  body: [
    '<circle cx="34" cy="46" r="236" fill="#150c0a" opacity=".42" filter="url(#l)"/><circle cx="10" cy="14" r="238" fill="#150c0a" opacity=".4" filter="url(#m)"/>',
    '<circle r="240" fill="url(#clo)"/><circle r="236" fill="none" stroke="#fbdcae" stroke-width="3" opacity=".55"/>',
    repeat(
      10,
      (i) =>
        `<circle r="${204 + i * 3.6}" fill="none" stroke="#4a2810" stroke-width="1.2" opacity="${r(0.12 + (i % 3) * 0.07)}"/>`,
    ),
    '<circle r="200" fill="url(#clob)"/><circle r="190" fill="url(#clof)"/><g clip-path="url(#clok)">',
    '<path d="M-200 52c34-26 66-26 100 0s66 26 100 0 66-26 100 0 66 26 100 0v150h-400z" fill="#a9c8c8"/>',
    '<path d="M-220 88c34-26 66-26 100 0s66 26 100 0 66-26 100 0 66 26 140 0v130h-440z" fill="url(#clos)"/>',
    '<path d="M-200 128c34-22 66-22 100 0s66 22 100 0 66-22 100 0 66 22 100 0v90h-400z" fill="#173a49"/>',
    '<path d="M-190 0a190 190 0 0 1 380 0l-10 4a184 178 0 0 0-370 8z" fill="#2a1608" opacity=".35" filter="url(#s)"/></g>',
    `<path d="${repeat(12, mark)}" stroke="#1c2a30" stroke-width="7" stroke-linecap="round"/>`,
    '<circle cy="-118" r="15" fill="#b8402a"/>',
    '<g transform="rotate(38)"><path d="M9 54 15-132 9 54-9 54z" fill="#000" opacity=".4" filter="url(#s)" transform="translate(9 3)"/><path d="M-10 56-5-150 0-166 5-150 10 56z" fill="#16242b"/>',
    stroke('M-3 40-1-146', '#7f98a2', 2.5, 0.9),
    '</g><circle r="17" fill="#8a5a1c"/><circle r="13" fill="#e0ae56"/><circle cx="-4" cy="-4" r="5" fill="#fff2c6"/>',
    '<path d="M-168-70A184 184 0 0 1 60-172C0-140-100-90-140 20-170 0-176-40-168-70z" fill="url(#clog)"/>',
  ].join(''),
}
