import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HEROES } from './heroes.ts'
import { GOODS } from './pictures.ts'

/** Draws the demo's pictures anew into public/demo: `node local/drawings/draw.ts`. The same bytes at every run. */
const FOLDER = join(import.meta.dirname, '..', '..', 'public', 'demo')

for (const [name, svg] of Object.entries({ ...GOODS, ...HEROES }))
  writeFileSync(join(FOLDER, `${name}.svg`), svg)
