import { describe, expect, it } from 'vitest'
import { AWAY_MAX_MS, createPageCache, FRESH_MS, RETRY_MS, STALE_MAX_MS } from './page-cache.ts'
import type { RenderedPage, StoredPage } from './stored-page.ts'

const HTML = ['content-type', 'text/html; charset=utf-8']

/** A Next whose renderings end when told, and a clock that moves only when told. */
function world(flipsAtMs: number | null = null) {
  let nowMs = 0
  const paths: string[] = []
  const open: { resolve: (page: RenderedPage) => void; reject: (error: Error) => void }[] = []
  const cache = createPageCache({
    render(path) {
      paths.push(path)
      return new Promise((resolve, reject) => open.push({ resolve, reject }))
    },
    flipsAtMs: async () => (flipsAtMs !== null && flipsAtMs > nowMs ? flipsAtMs : null),
    steadyNowMs: () => nowMs,
    onRender: () => undefined,
  })
  return {
    get: (path = '/') => cache.getPage(path),
    renderings: () => paths.length,
    pass(ms: number) {
      nowMs += ms
    },
    finish(change: Partial<RenderedPage> = {}) {
      open
        .shift()
        ?.resolve({ status: 200, rawHeaders: HTML, body: Buffer.from(`made at ${nowMs}`), ...change })
    },
    fail() {
      open.shift()?.reject(new Error('the database is away'))
    },
  }
}

type Answer = ReturnType<ReturnType<typeof world>['get']>

async function textOf(answer: Answer): Promise<string | null> {
  return (await answer)?.bodies.identity.toString() ?? null
}
const isAtOnce = (answer: Answer): answer is StoredPage | null => !(answer instanceof Promise)

/** With one page in it, rendered at 0. */
async function warm(flipsAtMs: number | null = null) {
  const next = world(flipsAtMs)
  const first = next.get()
  next.finish()
  expect(await textOf(first)).toBe('made at 0')
  return next
}

describe('one rendering a second, however many come', () => {
  it('a crowd at an empty cache sets off one and gets it', async () => {
    const next = world()
    const crowd = Array.from({ length: 1000 }, () => next.get())
    expect(next.renderings()).toBe(1)
    next.finish()
    expect(new Set(await Promise.all(crowd.map(textOf)))).toEqual(new Set(['made at 0']))
  })

  it('for a second the same bytes serve, without a promise', async () => {
    const next = await warm()
    next.pass(FRESH_MS - 1)
    const answers = Array.from({ length: 1000 }, () => next.get())
    expect(answers.every(isAtOnce)).toBe(true)
    expect(new Set(answers).size).toBe(1)
    expect(next.renderings()).toBe(1)
  })

  it('whoever comes first after that waits for the next one; meanwhile the others get the last', async () => {
    const next = await warm()
    next.pass(FRESH_MS)
    const first = next.get()
    const others = Array.from({ length: 1000 }, () => next.get())
    expect(isAtOnce(first)).toBe(false)
    expect(others.every(isAtOnce)).toBe(true)
    expect(next.renderings()).toBe(2)
    next.finish()
    expect(await textOf(first)).toBe('made at 1000')
    expect(await textOf(others[0] ?? null)).toBe('made at 0')
    expect(await textOf(next.get())).toBe('made at 1000')
  })

  it('a page older than a few seconds is given to nobody while the next can be made', async () => {
    const next = await warm()
    next.pass(STALE_MAX_MS)
    const answers = [next.get(), next.get()]
    expect(answers.some(isAtOnce)).toBe(false)
    next.finish()
    expect(await Promise.all(answers.map(textOf))).toEqual(['made at 3000', 'made at 3000'])
    expect(next.renderings()).toBe(2)
  })

  it('its age counts from when the rendering began, not from when it ended', async () => {
    const next = world()
    const first = next.get()
    next.pass(FRESH_MS)
    next.finish()
    await first
    expect(isAtOnce(next.get())).toBe(false)
  })

  it('a page rendered just before its sale opens is given to nobody from then on', async () => {
    const next = await warm(400)
    next.pass(399)
    expect(await textOf(next.get())).toBe('made at 0')
    next.pass(1)
    const answers = [next.get(), next.get()]
    expect(answers.some(isAtOnce)).toBe(false)
    next.finish()
    expect(await Promise.all(answers.map(textOf))).toEqual(['made at 400', 'made at 400'])
  })
})

it('a page during whose rendering the sale opens is rendered again for the next who asks', async () => {
  const next = world(10)
  const first = next.get()
  next.pass(20)
  next.finish()
  await first
  expect(isAtOnce(next.get())).toBe(false)
})

describe('what cannot be kept', () => {
  it('goes to Next, for each who asks, and is tried again after a second', async () => {
    for (const change of [
      { status: 500 },
      { status: 307 },
      { rawHeaders: [...HTML, 'set-cookie', 'who=me'] },
    ]) {
      const next = world()
      const first = next.get()
      next.finish(change)
      expect(await first).toBeNull()
      expect(next.get()).toBeNull()
      expect(next.renderings()).toBe(1)
      next.pass(RETRY_MS)
      void next.get()
      expect(next.renderings()).toBe(2)
    }
  })

  it('an address without a page is kept as such, and is not when a page appears', async () => {
    const next = world()
    const first = next.get('/sales/soon')
    next.finish({ status: 404 })
    expect((await first)?.status).toBe(404)
    expect(next.get('/sales/soon')).toMatchObject({ status: 404 })
    next.pass(FRESH_MS)
    const again = next.get('/sales/soon')
    next.finish()
    expect((await again)?.status).toBe(200)
    expect(next.get('/sales/soon')).toMatchObject({ status: 200 })
  })

  it('a page that is somebody’s from now on is shown to nobody any more', async () => {
    const next = await warm()
    next.pass(FRESH_MS)
    const first = next.get()
    next.finish({ rawHeaders: [...HTML, 'set-cookie', 'who=me'] })
    expect(await first).toBeNull()
    expect(next.get()).toBeNull()
  })

  it('made-up addresses push no page out, and are not remembered without end', async () => {
    const next = await warm()
    for (let n = 0; n < 500; n += 1) {
      const answer = next.get(`/sales/made-up-${n}`)
      next.finish({ status: 404 })
      await answer
    }
    expect(await textOf(next.get())).toBe('made at 0')
    expect(isAtOnce(next.get('/sales/made-up-0'))).toBe(false)
  })

  it('with very many pages at once the rest is for Next', () => {
    const next = world()
    const answers = Array.from({ length: 40 }, (_, n) => next.get(`/sales/sale-${n}`))
    expect(answers.filter((answer) => !isAtOnce(answer))).toHaveLength(16)
    expect(answers.filter((answer) => answer === null)).toHaveLength(24)
  })
})

describe('with the database away', () => {
  it('the last page serves for half a minute and no longer, and nobody waits for the attempts', async () => {
    const next = await warm()
    next.pass(FRESH_MS)
    const first = next.get()
    next.fail()
    expect(await textOf(first)).toBe('made at 0')
    let attempts = 0
    for (let ms = FRESH_MS; ms < AWAY_MAX_MS; ms += 500) {
      const before = next.renderings()
      const answer = next.get()
      expect(isAtOnce(answer)).toBe(true)
      expect(await textOf(answer)).toBe('made at 0')
      attempts += next.renderings() - before
      next.fail()
      await new Promise((resolve) => setImmediate(resolve))
      next.pass(500)
    }
    expect(attempts).toBeGreaterThan(10)
    expect(attempts).toBeLessThanOrEqual(30)
    const late = next.get()
    next.fail()
    expect(await late).toBeNull()
  })

  it('the first page after it is back is a new one', async () => {
    const next = await warm()
    next.pass(FRESH_MS)
    const first = next.get()
    next.fail()
    await first
    next.pass(RETRY_MS)
    expect(await textOf(next.get())).toBe('made at 0')
    next.finish()
    await expect.poll(() => textOf(next.get())).toBe('made at 2000')
  })
})
