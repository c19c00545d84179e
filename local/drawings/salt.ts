import { across, OAK, repeat, round, slant, specks, stroke, type Thing } from './studio.ts'

const BOWL = 'M-150-150C-166-70-130 6-70 16-30 22 30 22 70 16 130 6 166-70 150-150z'

/** Stoneware with a lid of pear wood that swings aside. Comes filled. */
export const salt: Thing = {
  defs:
    round('sal', ['#2f3d46', '#6d838c', '#c7d6d8']) +
    across('sali', [0, '#232e35'], [0.6, '#54666e'], [1, '#8ea2a8']) +
    across('salw', [0, '#d9dedc'], [0.4, '#ffffff'], [1, '#c3cccb']) +
    slant('salt', [0, '#f0c592'], [0.5, '#c98f56'], [1, '#9a6232']) +
    round('sale', OAK) +
    `<clipPath id="salb"><path d="${BOWL}"/></clipPath>`,
  body: [
    `<path d="${BOWL}" fill="url(#sal)"/><g clip-path="url(#salb)">`,
    // Bare clay below the glaze, which ran a little.
    '<path d="M-170-34c40 12 60 22 96 14s50 18 90 10 60-20 160-6V60H-170z" fill="#b99b78"/>',
    '<path d="M-170-34c40 12 60 22 96 14s50 18 90 10 60-20 160-6V60H-170z" fill="url(#sal)" opacity=".45"/>',
    `<path d="${specks(5, 40, [-160, -150, 320, 170], 5)}" fill="#1d262b" opacity=".45"/>`,
    '<path d="M-170-150C-90-112 90-112 170-150v22C90-92-90-92-170-128z" fill="#000" opacity=".16"/></g>',
    '<path d="M-112-120c-6 40 2 78 22 100 10 8 18 0 12-12-16-28-18-58-12-84z" fill="#fff" opacity=".5"/>',
    '<ellipse cy="-150" rx="150" ry="42" fill="url(#sali)"/>',
    '<path d="M-134-148c30-34 66-50 108-54 54-4 118 22 160 52-30 24-78 32-134 32s-104-8-134-30z" fill="url(#salw)"/>',
    `<path d="${specks(9, 46, [-100, -190, 190, 66], 7)}" fill="#fff"/><path d="${specks(12, 34, [-90, -178, 190, 56], 5)}" fill="#9fb0b4" opacity=".7"/>`,
    '<ellipse cy="-150" rx="150" ry="42" fill="none" stroke="#a9bcc0" stroke-width="7"/>',
    stroke('M-146-154C-128-180-70-190-20-191', '#fff', 3, 0.8),
    // The lid on its pin, and its shadow over the salt.
    '<ellipse cx="104" cy="-152" rx="120" ry="30" fill="#10181c" opacity=".45" filter="url(#s)"/>',
    '<g transform="translate(128 -186) rotate(7)"><path d="M-150 0v16c0 23 67 42 150 42s150-19 150-42V0z" fill="url(#sale)"/><ellipse rx="150" ry="42" fill="url(#salt)"/>',
    repeat(6, (i) =>
      stroke(
        `M-${132 - i * 8} ${i * 9 - 22}C-60 ${i * 10 - 34} 40 ${i * 10 - 14} ${130 - i * 6} ${i * 8 - 24}`,
        '#7a4820',
        1.8,
        0.42,
      ),
    ),
    '<ellipse cx="-104" cy="-2" rx="15" ry="6" fill="#f3d489"/><ellipse cx="-104" cy="-5" rx="13" ry="5" fill="#c98d34"/>',
    '<path d="M34-8c0-30 62-30 62 0 0 12-62 12-62 0z" fill="url(#sale)"/><ellipse cx="65" cy="-24" rx="26" ry="8" fill="#f0c592"/></g>',
    `<path d="${specks(21, 30, [-270, 14, 130, 46], 8)}" fill="#fff"/><path d="${specks(33, 14, [-200, 30, 340, 44], 7)}" fill="#fff"/>`,
  ].join(''),
}
