import { apron } from './apron.ts'
import { beanie } from './beanie.ts'
import { blanket } from './blanket.ts'
import { candle } from './candle.ts'
import { clock } from './clock.ts'
import { knife, lemon, oyster } from './knife.ts'
import { lamp } from './lamp.ts'
import { lantern } from './lantern.ts'
import { mug, steam } from './mug.ts'
import { salt } from './salt.ts'
import { at, type Paper, picture, standing, type Thing } from './studio.ts'
import { sweater } from './sweater.ts'
import { tote } from './tote.ts'

/**
 * The goods one by one, each on paper of its own colour. The middle 800 × 600 hold everything, so that a card may cut them to
 * 4:3 and a row to a square.
 */
const square = (paper: Paper, things: readonly Thing[], ...drawn: string[]) =>
  picture(800, 800, paper, things, drawn.join(''))

const stand = (x: number, y: number, halfWidth: number, scale: number, thing: Thing, turn = 0) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${standing(halfWidth)}</g>${at(x, y, thing, scale, turn)}`

const [fog, kelp, signal] = [mug('fog', true), mug('kelp'), mug('signal')]
const [navy, rust] = [beanie('navy'), beanie('rust')]

export const GOODS: Record<string, string> = {
  'harbour-mug': square(
    { wall: '#e9a98c', table: '#d98b6c' },
    [fog, kelp, signal, steam],
    stand(250, 500, 120, 0.92, kelp),
    stand(560, 490, 120, 0.92, signal),
    stand(372, 640, 124, 1.18, fog),
    at(360, 330, steam, 1.1),
  ),
  'storm-lantern': square(
    { wall: '#1d4450', table: '#123039' },
    [lantern],
    stand(400, 668, 120, 1.04, lantern),
  ),
  'deckhand-sweater': square({ wall: '#e0ac45', table: '#d49a32' }, [sweater], at(400, 408, sweater, 1.06)),
  'ferry-tote': square({ wall: '#6fa3a0', table: '#578c8a' }, [tote], stand(400, 676, 180, 1.04, tote)),
  'driftwood-candle': square(
    { wall: '#5d3a4f', table: '#45283a' },
    [candle],
    stand(360, 640, 120, 1.16, candle),
  ),
  'lighthouse-lamp': square({ wall: '#7a3326', table: '#5c241a' }, [lamp], stand(400, 660, 124, 1.14, lamp)),
  'oyster-knife': square(
    { wall: '#7fa58c', table: '#6c957a' },
    [knife, lemon, oyster],
    at(262, 330, oyster, 1.0, -14),
    at(590, 270, lemon, 0.9),
    at(430, 540, knife, 1.12, -24),
  ),
  'tide-clock': square({ wall: '#d9876a', table: '#cf7757' }, [clock], at(396, 392, clock, 1.12)),
  'salt-cellar': square({ wall: '#e3bd66', table: '#d3a548' }, [salt], stand(370, 560, 130, 1.24, salt)),
  'fisher-beanie': square(
    { wall: '#a3ae84', table: '#8b9869' },
    [navy, rust],
    stand(510, 470, 190, 0.9, rust, 9),
    stand(330, 640, 190, 1.14, navy, -4),
  ),
  'linen-apron': square({ wall: '#e2b3a2', table: '#d8a08c' }, [apron], at(400, 384, apron, 1.0)),
  'north-sea-blanket': square({ wall: '#a3402c', table: '#8a3322' }, [blanket], at(400, 234, blanket, 1.05)),
}
