import { describe, expect, it } from 'vitest'
import type { MyWait } from '#lib/waits/wait.ts'
import { bagClaims, createMyClaims, firstToExpire, type MyClaim, unitsOf } from './my-claims.ts'
import { settleClaims } from './settle-claims.ts'

const NOW_MS = Date.UTC(2026, 10, 22, 18)

function claim(id: string, change: Partial<MyClaim> = {}): MyClaim {
  return {
    id,
    itemId: 'lamp',
    saleId: 's',
    saleSlug: 'first-light',
    quantity: 1,
    status: 'held',
    expiresAt: new Date(NOW_MS + 60_000).toISOString(),
    position: 1,
    orderId: null,
    ...change,
  }
}

const kept = (...claims: MyClaim[]) => JSON.stringify({ claims, waits: [] })

function device(text: string | null = null) {
  const storage = { text }
  const replies: (() => Promise<Response>)[] = []
  const mine = createMyClaims({
    fetch: () => replies.shift()?.() ?? Promise.reject(new TypeError('Failed to fetch')),
    storage: {
      read: () => storage.text,
      write: (text) => {
        storage.text = text
      },
    },
  })
  return { mine, storage, replies }
}

describe('a shopper’s place is never lost', () => {
  it('what a page was told is taken before anything else was heard, and never after', async () => {
    const { mine, replies } = device(kept(claim('old')))
    mine.hear({ claims: [claim('told')], waits: [] })
    expect(mine.getState().claims.map(({ id }) => id)).toEqual(['told'])
    replies.push(async () => Response.json({ claims: [claim('paid', { status: 'paid' })], waits: [] }))
    await mine.read()
    // The browser's back button draws the page again from what it was told when it was made.
    mine.hear({ claims: [claim('told')], waits: [] })
    expect(mine.getState().claims.map(({ id }) => id)).toEqual(['paid'])
  })

  it('a reload in a tunnel still shows the claim this device remembers', async () => {
    const { mine } = device(kept(claim('a')))
    expect(await mine.read()).toBe(false)
    expect(mine.getState()).toMatchObject({ isKnown: true, claims: [{ id: 'a' }] })
  })

  it('the server’s list replaces what was remembered, and is remembered for the next tab', async () => {
    const { mine, replies, storage } = device(kept(claim('old')))
    replies.push(async () => Response.json({ claims: [claim('new')], waits: [], now: NOW_MS }))
    expect(await mine.read()).toBe(true)
    expect(mine.getState().claims.map(({ id }) => id)).toEqual(['new'])
    expect(storage.text).toContain('"new"')
    const other = device(storage.text)
    expect(other.mine.getState().claims.map(({ id }) => id)).toEqual(['new'])
  })

  it('a claim made while a list travels is not wiped out by it', async () => {
    const { mine, replies } = device()
    let answer: (response: Response) => void = () => {}
    replies.push(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    replies.push(async () => Response.json({ claims: [claim('fresh')], waits: [], now: NOW_MS }))
    const reading = mine.read()
    mine.add(claim('fresh'))
    answer(Response.json({ claims: [], waits: [], now: NOW_MS }))
    await reading
    expect(mine.getState().claims.map(({ id }) => id)).toEqual(['fresh'])
  })

  it('what a page was told while it was made counts until the first answer, and not when the page is come back to', async () => {
    const { mine, replies } = device()
    mine.hear({ claims: [claim('told')], waits: [] })
    expect(mine.getState().claims.map(({ id }) => id)).toEqual(['told'])
    replies.push(async () => Response.json({ claims: [], waits: [], now: NOW_MS }))
    await mine.read()
    mine.hear({ claims: [claim('told')], waits: [] })
    expect(mine.getState().claims).toEqual([])
  })

  it('an order that is paid takes its claims out of the bag, and a list of before does not bring them back', async () => {
    const paying = claim('a', { status: 'paying', orderId: 'o' })
    const { mine, replies } = device(kept(paying, claim('b', { status: 'paying', orderId: 'other' })))
    let answer: (response: Response) => void = () => {}
    replies.push(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    replies.push(async () => Response.json({ claims: [{ ...paying, status: 'paid' }], waits: [] }))
    const reading = mine.read()
    settleClaims(mine, 'o')
    expect(bagClaims(mine.getState().claims, NOW_MS).map(({ id }) => id)).toEqual(['b'])
    answer(Response.json({ claims: [paying], waits: [] }))
    await reading
    expect(mine.getState().claims.map(({ id, status }) => [id, status])).toEqual([['a', 'paid']])
  })

  it('somebody the server does not know has nothing', async () => {
    const { mine, replies } = device(kept(claim('a')))
    replies.push(async () => new Response(null, { status: 401 }))
    await mine.read()
    expect(mine.getState()).toEqual({ claims: [], waits: [], isKnown: true })
  })

  it('an error of the server takes nothing away', async () => {
    const { mine, replies } = device(kept(claim('a')))
    replies.push(async () => new Response(null, { status: 503 }))
    expect(await mine.read()).toBe(false)
    expect(mine.getState().claims).toHaveLength(1)
  })
})

describe('a place in line', () => {
  const wait = { id: 'w', itemId: 'lamp', status: 'offered', claimId: 'a' } as MyWait

  it('survives a reload in a tunnel, and an old note of this device is no place', async () => {
    const { mine } = device(JSON.stringify({ claims: [], waits: [wait] }))
    await mine.read()
    expect(mine.getState()).toMatchObject({ isKnown: true, waits: [{ id: 'w' }] })
    for (const text of ['[]', '{"claims":[]}', 'null', 'x'])
      expect(device(text).mine.getState()).toMatchObject({ isKnown: false })
  })

  it('is forgotten with the claim that was offered for it, when that is given back', () => {
    const { mine } = device(JSON.stringify({ claims: [claim('a')], waits: [wait] }))
    mine.remove('a')
    expect(mine.getState()).toMatchObject({ claims: [], waits: [] })
  })

  it('just drawn is not wiped out by a list that travels, and one that was left does not come back', async () => {
    const { mine, replies } = device()
    const answers: ((waits: MyWait[]) => void)[] = []
    for (let n = 0; n < 2; n += 1)
      replies.push(
        () =>
          new Promise((resolve) => {
            answers.push((waits) => resolve(Response.json({ claims: [], waits, now: NOW_MS })))
          }),
      )
    const reading = mine.read()
    mine.putWait(wait)
    answers[0]?.([])
    await new Promise((resolve) => setImmediate(resolve))
    mine.dropWait('w')
    replies.push(async () => Response.json({ claims: [], waits: [], now: NOW_MS }))
    answers[1]?.([wait])
    await reading
    expect(mine.getState().waits).toEqual([])
  })

  it('asked for again and again with the same answer draws and writes nothing', async () => {
    const { mine, replies, storage } = device()
    const answer = async () => Response.json({ claims: [], waits: [wait], now: NOW_MS })
    replies.push(answer, answer)
    await mine.read()
    const before = mine.getState()
    storage.text = null
    await mine.read()
    expect(mine.getState()).toBe(before)
    expect(storage.text).toBeNull()
  })
})

describe('what is in the bag', () => {
  const late = claim('late', { expiresAt: new Date(NOW_MS - 1).toISOString() })
  const paying = claim('paying', {
    status: 'paying',
    expiresAt: new Date(NOW_MS - 1).toISOString(),
    quantity: 2,
  })
  const paid = claim('paid', { status: 'paid', quantity: 3 })

  it('held ones in time and those being paid, not paid ones', () => {
    expect(bagClaims([claim('a'), late, paying, paid], NOW_MS).map(({ id }) => id)).toEqual(['a', 'paying'])
  })

  it('the limit per person counts paid ones too, and not what ran out', () => {
    expect(unitsOf([claim('a'), late, paying, paid, claim('b', { itemId: 'mug' })], 'lamp', NOW_MS)).toBe(6)
  })

  it('the first to run out is named first', () => {
    const soon = claim('soon', { expiresAt: new Date(NOW_MS + 1).toISOString() })
    expect(firstToExpire([claim('a'), soon])?.id).toBe('soon')
    expect(firstToExpire([])).toBeNull()
  })
})
