import { describe, expect, it } from 'vitest'
import { paintFirst } from './paint-first.ts'

const page = [
  '<html><head><link rel="preload" as="image" href="/a.svg"/>',
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/c.js"/>',
  '<script src="/_next/static/chunks/a.js" async=""></script>',
  '<script src="/_next/static/chunks/turbopack-b.js" async=""></script>',
  '<script src="/_next/static/chunks/old.js" noModule=""></script></head>',
  '<body><p>Read me</p><script>self.__next_f=[]</script>',
  '<script src="/_next/static/chunks/c.js" async=""></script></body></html>',
].join('')

type Element = { src: string; async: boolean; onload: () => void; onerror: () => void; remove: () => void }

const [A, B, C] = ['a', 'turbopack-b', 'c'].map((name) => `/_next/static/chunks/${name}.js`)

/** Runs the loader as a browser does that says what it painted, or, without `saysPaint`, frame by frame. */
function open(html: string, { saysPaint = false } = {}) {
  const [, code = ''] = /<script[^>]*>(\(\(s,r,d\).*)<\/script><\/body>/.exec(html) ?? []
  const frames: (() => void)[] = []
  const timers: (() => void)[] = []
  const asked: Element[] = []
  const fetched: string[] = []
  const pauses: number[] = []
  const document = {
    createElement: (): Element => ({
      src: '',
      async: false,
      onload: () => {},
      onerror: () => {},
      remove() {
        asked.splice(asked.indexOf(this), 1)
      },
    }),
    head: { append: (element: Element) => asked.push(element) },
  }
  const observers: ((list: object, observer: object) => void)[] = []
  class PerformanceObserver {
    static supportedEntryTypes = ['paint']
    heard: (list: object, observer: object) => void
    constructor(heard: (list: object, observer: object) => void) {
      this.heard = heard
    }
    observe() {
      observers.push(this.heard)
    }
  }
  new Function('self', 'document', 'requestAnimationFrame', 'setTimeout', 'fetch', code)(
    saysPaint ? { PerformanceObserver } : {},
    document,
    (run: () => void) => frames.push(run),
    (run: () => void, ms: number) => {
      timers.push(run)
      pauses.push(ms)
    },
    async (src: string) => void fetched.push(src),
  )
  const elementOf = (src?: string) => {
    const element = asked.find((one) => one.src === src)
    if (!element) throw new Error(`${src} is not asked for`)
    return element
  }
  return {
    fetched,
    pauses,
    /** The addresses that are asked for as a script. */
    asked: () => asked.map(({ src }) => src),
    areAsync: () => asked.every((element) => element.async),
    come: async (...sources: (string | undefined)[]) => {
      for (const src of sources) elementOf(src).onload()
      await new Promise((resolve) => setImmediate(resolve))
    },
    cut: (src?: string) => elementOf(src).onerror(),
    frame: () => frames.splice(0).forEach((run) => void run()),
    paint: (name: string) => {
      const list = { getEntriesByName: (asked: string) => (asked === name ? [{ name }] : []) }
      for (const heard of observers) heard(list, { disconnect: () => observers.splice(0) })
    },
    wait: () => timers.splice(0).forEach((run) => void run()),
  }
}

describe('a kept page is painted before its scripts are asked for', () => {
  const changed = paintFirst(page)

  it('names none of them where a browser would fetch it, and keeps everything else', () => {
    expect(changed).not.toMatch(/<script src="[^"]+" async/)
    expect(changed).not.toContain('as="script"')
    for (const kept of ['as="image"', 'noModule', '<p>Read me</p>', 'self.__next_f=[]'])
      expect(changed).toContain(kept)
  })

  it('loads each once when a frame has been painted, in a browser that does not say so, and the runtime when all are there', async () => {
    const browser = open(changed)
    expect(browser.asked()).toEqual([])
    browser.frame()
    expect(browser.asked()).toEqual([])
    browser.frame()
    expect(browser.asked()).toEqual([A, C])
    expect(browser.fetched).toEqual([B])
    await browser.come(A)
    expect(browser.asked()).toEqual([A, C])
    await browser.come(C)
    expect(browser.asked()).toEqual([A, C, B])
    expect(browser.areAsync()).toBe(true)
    browser.wait()
    expect(browser.asked()).toEqual([A, C, B])
    expect(browser.fetched).toEqual([B])
  })

  it('asks once the browser says that something to read was painted, and not for a mere background', () => {
    const browser = open(changed, { saysPaint: true })
    browser.frame()
    browser.frame()
    browser.paint('first-paint')
    expect(browser.asked()).toEqual([])
    browser.paint('first-contentful-paint')
    expect(browser.asked()).toEqual([A, C])
    browser.wait()
    expect(browser.asked()).toEqual([A, C])
  })

  it('loads them in a tab that is never painted, too', () => {
    const browser = open(changed)
    browser.wait()
    expect(browser.asked()).toEqual([A, C])
  })

  it('asks for what is cut off until it comes, less and less often, and runs nothing before', async () => {
    const browser = open(changed)
    browser.wait()
    await browser.come(A)
    for (let times = 0; times < 6; times++) {
      browser.cut(C)
      expect(browser.asked()).toEqual([A])
      browser.wait()
      expect(browser.asked()).toEqual([A, C])
    }
    await browser.come(C)
    browser.cut(B)
    browser.wait()
    await browser.come(B)
    expect(browser.asked()).toEqual([A, C, B])
    expect(browser.pauses).toEqual([1500, 500, 1000, 2000, 4000, 4000, 4000, 500])
  })

  it('loads all at once where no file is called as the runtime is', () => {
    const browser = open(paintFirst(page.replaceAll('turbopack-b', 'b')))
    browser.wait()
    expect(browser.asked()).toHaveLength(3)
  })
})

it('half a page, and one without scripts, stay as they are', () => {
  expect(paintFirst('<p>half')).toBe('<p>half')
  const still = '<html><body><p>No scripts</p></body></html>'
  expect(paintFirst(still)).toBe(still)
})

it('under a policy with a nonce the loader carries it, and those with one are found', () => {
  const own = page.replaceAll(' async=""', ' async="" nonce="bm9uY2U="')
  const changed = paintFirst(own, 'bm9uY2U=')
  expect(changed).toContain('<script nonce="bm9uY2U=">((s,r,d)')
  const browser = open(changed)
  browser.wait()
  expect([...browser.asked(), ...browser.fetched]).toHaveLength(3)
})
