import { describe, expect, it } from 'vitest'
import { paintFirst } from './paint-first.ts'

const page = [
  '<html><head><link rel="preload" as="image" href="/a.svg"/>',
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/c.js"/>',
  '<script src="/_next/static/chunks/a.js" async=""></script>',
  '<script src="/_next/static/chunks/b.js" async=""></script>',
  '<script src="/_next/static/chunks/old.js" noModule=""></script></head>',
  '<body><p>Read me</p><script>self.__next_f=[]</script>',
  '<script src="/_next/static/chunks/c.js" async=""></script></body></html>',
].join('')

type Element = { src: string; async: boolean }

/** Runs the loader as a browser does that says what it painted, or, without `saysPaint`, frame by frame. */
function open(html: string, { saysPaint = false } = {}) {
  const [, code = ''] = /<script[^>]*>(\(\(s,d\).*)<\/script><\/body>/.exec(html) ?? []
  const frames: (() => void)[] = []
  const timers: { run: () => void; ms: number }[] = []
  const loaded: Element[] = []
  const document = {
    createElement: (): Element => ({ src: '', async: false }),
    head: { append: (element: Element) => loaded.push(element) },
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
  new Function('self', 'document', 'requestAnimationFrame', 'setTimeout', code)(
    saysPaint ? { PerformanceObserver } : {},
    document,
    (run: () => void) => frames.push(run),
    (run: () => void, ms: number) => timers.push({ run, ms }),
  )
  return {
    loaded,
    frame: () => frames.splice(0).forEach((run) => void run()),
    paint: (name: string) => {
      const list = { getEntriesByName: (asked: string) => (asked === name ? [{ name }] : []) }
      for (const heard of observers) heard(list, { disconnect: () => observers.splice(0) })
    },
    wait: () => timers.splice(0).forEach(({ run }) => void run()),
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

  it('loads each once, in their order, when a frame has been painted, in a browser that does not say so', () => {
    const browser = open(changed)
    expect(browser.loaded).toEqual([])
    browser.frame()
    expect(browser.loaded).toEqual([])
    browser.frame()
    const all = ['a', 'b', 'c'].map((name) => ({ src: `/_next/static/chunks/${name}.js`, async: true }))
    expect(browser.loaded).toEqual(all)
    browser.wait()
    expect(browser.loaded).toEqual(all)
  })

  it('asks once the browser says that something to read was painted, and not for a mere background', () => {
    const browser = open(changed, { saysPaint: true })
    browser.frame()
    browser.frame()
    browser.paint('first-paint')
    expect(browser.loaded).toEqual([])
    browser.paint('first-contentful-paint')
    expect(browser.loaded).toHaveLength(3)
    browser.wait()
    expect(browser.loaded).toHaveLength(3)
  })

  it('loads them in a tab that is never painted, too', () => {
    const browser = open(changed)
    browser.wait()
    expect(browser.loaded).toHaveLength(3)
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
  expect(changed).toContain('<script nonce="bm9uY2U=">((s,d)')
  const browser = open(changed)
  browser.wait()
  expect(browser.loaded).toHaveLength(3)
})
