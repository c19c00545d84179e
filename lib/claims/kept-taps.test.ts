import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeptTaps } from './kept-taps.ts'
import { sendKeptTaps } from './send-kept-taps.ts'
import { type KeptTap, TAP_LIFE_MS } from './tap.ts'

function tap(requestId: string, change: Partial<KeptTap> = {}): KeptTap {
  const made = { kind: 'claim' as const, saleSlug: 'first-light', itemId: 'lamp', quantity: 1 }
  return { ...made, requestId, tappedAtMs: Date.now(), answer: null, ...change }
}

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

describe('taps are kept on the device', () => {
  it('for every tab and the service worker, until they are taken out', async () => {
    const [page, worker] = [createKeptTaps(), createKeptTaps()]
    await page.put(tap('a'))
    await page.put(tap('b', { kind: 'place' }))
    expect((await worker.list()).map(({ requestId }) => requestId)).toEqual(['a', 'b'])
    await worker.remove('a')
    expect(await page.get('a')).toBeNull()
    expect(await page.get('b')).toMatchObject({ kind: 'place', itemId: 'lamp' })
  })

  it('as long as the page lives where the browser refuses to', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('Not in a private window', 'SecurityError')
      },
    })
    const page = createKeptTaps()
    await page.put(tap('a'))
    expect(await page.list()).toHaveLength(1)
    expect(await page.get('a')).not.toBeNull()
    await page.remove('a')
    expect(await page.list()).toEqual([])
  })

  it('and what is there in another form than ours is nothing', async () => {
    const page = createKeptTaps()
    await page.put({ requestId: 'x', kind: 'wish' } as never)
    expect(await page.list()).toEqual([])
    expect(await page.get('x')).toBeNull()
  })
})

describe('the service worker sends what is kept', () => {
  const bodies: { requestId: string }[] = []
  const answerWith = (make: (path: string) => Response | Promise<Response>) => {
    bodies.length = 0
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      if (init.body) bodies.push(JSON.parse(String(init.body)) as { requestId: string })
      return make(path)
    })
  }
  const claim = { id: 'c', itemId: 'lamp', quantity: 1, status: 'held', expiresAt: '', position: 1 }

  it('with the request id of the tap, and keeps the answer for the next page', async () => {
    await createKeptTaps().put(tap('a'))
    answerWith(() => Response.json({ claim }, { status: 201 }))
    expect(await sendKeptTaps()).toMatchObject([{ tap: { requestId: 'a' }, state: { name: 'claimed' } }])
    expect(bodies).toMatchObject([{ requestId: 'a', itemId: 'lamp', quantity: 1 }])
    expect(await createKeptTaps().get('a')).toMatchObject({ answer: { name: 'claimed' } })
    expect(await sendKeptTaps()).toEqual([])
    expect(bodies).toHaveLength(1)
  })

  it('again at the next sync when there is no network', async () => {
    await createKeptTaps().put(tap('a'))
    answerWith(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(sendKeptTaps()).rejects.toThrow('Taps without an answer: 1')
    expect(await createKeptTaps().get('a')).toMatchObject({ answer: null })
  })

  it('with a new pass where the old one has run out', async () => {
    await createKeptTaps().put(tap('a'))
    let hasPass = false
    answerWith((path) => {
      if (path.endsWith('/pass')) hasPass = true
      return hasPass
        ? Response.json({ claim }, { status: 200 })
        : Response.json({ code: 'unauthenticated' }, { status: 401 })
    })
    expect(await sendKeptTaps()).toHaveLength(1)
    expect(new Set(bodies.map(({ requestId }) => requestId))).toEqual(new Set(['a']))
  })

  it('not when the sale is over or the tap is too old to be wanted', async () => {
    await createKeptTaps().put(tap('old', { tappedAtMs: Date.now() - TAP_LIFE_MS - 1 }))
    await createKeptTaps().put(tap('late'))
    answerWith(() => Response.json({ code: 'closed' }, { status: 410 }))
    expect(await sendKeptTaps()).toMatchObject([{ state: { name: 'refused', code: 'closed' } }])
    expect(bodies.map(({ requestId }) => requestId)).toEqual(['late'])
    expect(await createKeptTaps().get('old')).toBeNull()
  })
})
