import { expect, it } from 'vitest'
import { createPictures, FRESH_MS } from './pictures.ts'

function set(plans: Record<string, string | null>) {
  const state = { nowMs: 0, drawn: [] as string[], most: 0, running: 0, release: null as (() => void) | null }
  const gate = { isShut: false, waiting: [] as (() => void)[] }
  const pictures = createPictures<string>({
    read: async (name) => plans[name] ?? null,
    async draw(plan) {
      state.drawn.push(plan)
      state.running += 1
      state.most = Math.max(state.most, state.running)
      if (gate.isShut) await new Promise<void>((resolve) => gate.waiting.push(resolve))
      state.running -= 1
      return Buffer.from(plan)
    },
    steadyNowMs: () => state.nowMs,
  })
  return { pictures, state, gate, plans }
}

it('a picture is drawn once, however many ask, and again only when what it shows has changed', async () => {
  const { pictures, state, plans } = set({ mug: 'a mug' })
  const all = await Promise.all(Array.from({ length: 50 }, () => pictures.getPicture('mug')))
  expect(state.drawn).toEqual(['a mug'])
  expect(new Set(all.map((picture) => picture?.etag)).size).toBe(1)
  state.nowMs += FRESH_MS
  await pictures.getPicture('mug')
  expect(state.drawn).toHaveLength(1)
  plans.mug = 'a blue mug'
  expect((await pictures.getPicture('mug'))?.png.toString()).toBe('a mug')
  state.nowMs += FRESH_MS
  expect((await pictures.getPicture('mug'))?.png.toString()).toBe('a blue mug')
  expect(await pictures.getPicture('nothing')).toBeNull()
})

it('two are drawn at a time, so many wait, and the rest are told to come again', async () => {
  const names = Array.from({ length: 60 }, (_, n) => `p${n}`)
  const { pictures, state, gate } = set(Object.fromEntries(names.map((name) => [name, name])))
  gate.isShut = true
  const asked = names.map((name) =>
    pictures.getPicture(name).then(
      () => 'drawn',
      (error: { code?: string }) => error.code,
    ),
  )
  await new Promise((resolve) => setImmediate(resolve))
  gate.isShut = false
  for (const open of gate.waiting) open()
  const answers = await Promise.all(asked)
  expect(state.most).toBe(2)
  expect(answers.filter((answer) => answer === 'drawn')).toHaveLength(42)
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(18)
})

it('what cannot be drawn keeps nobody else from being drawn', async () => {
  let isBroken = true
  const pictures = createPictures<string>({
    read: async (name) => name,
    draw: async (plan) => (isBroken ? Promise.reject(new Error('no ink')) : Buffer.from(plan)),
    steadyNowMs: () => 0,
  })
  for (let n = 0; n < 5; n += 1) await expect(pictures.getPicture(`x${n}`)).rejects.toThrow('no ink')
  isBroken = false
  expect((await pictures.getPicture('x0'))?.png.toString()).toBe('x0')
})
