import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ACTIONS, type Action } from '#lib/team/permissions.ts'

const desk = fileURLToPath(new URL('.', import.meta.url))

/** Which right each file of a table asks for. A new one stands here, or the test below fails. */
const RIGHTS: Readonly<Record<string, Action>> = {
  'insight/export/route.ts': 'see_insight',
  'log/export/route.ts': 'read_log',
  'movements/export/route.ts': 'export',
  'orders/export/route.ts': 'export',
  'products/export/route.ts': 'export',
  'shoppers/export/route.ts': 'export_shoppers',
}

test('every file that can be taken home asks for its right before anything is read', () => {
  expect(globSync('**/export/route.ts', { cwd: desk }).toSorted()).toEqual(Object.keys(RIGHTS))
  for (const [path, action] of Object.entries(RIGHTS)) {
    expect(ACTIONS).toContain(action)
    const first = readFileSync(desk + path, 'utf8').match(/Promise<Response> \{\n\s*(.*\n\s*.*)\n/)?.[1]
    expect([path, first]).toEqual([
      path,
      `const desk = await requireExport('${action}')\n  if (desk instanceof Response) return desk`,
    ])
  }
})

test('whatever answers with CSV is one of them', () => {
  const routes = globSync('../**/route.ts', { cwd: desk }).map((path) =>
    fileURLToPath(new URL(path, `file://${desk}`)),
  )
  const answering = routes.filter((path) => /csvResponse|text\/csv/.test(readFileSync(path, 'utf8')))
  expect(answering.map((path) => path.slice(desk.length)).toSorted()).toEqual(Object.keys(RIGHTS))
})
