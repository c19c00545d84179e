import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'

export type FirstLoad = { path: string; ownBytes: number; scripts: string[] }

const BUILD_DIR = join(import.meta.dirname, '..', '..', '.next')

/** gzip as most servers do it (level 6): what a phone downloads, whatever its connection is served with. */
const gzipBytes = (text: string | Buffer) => gzipSync(text, { level: 6 }).byteLength

/**
 * The client parts that Next itself puts under every page, an empty one too (its layout router and error boundaries). The
 * bundler may put them into a file with some of ours, so their size is that of the file an application of one empty page
 * has for them, built once by this very Next (16.4): 131,339 bytes that its manifest names, and these.
 */
const NEXTS_PARTS_BYTES = 3_526
const SIGN_OF_NEXTS_PARTS = '"ClientPageRoot"'

/**
 * What an empty page would load: the files that this build's manifest names for every page (React, the router, the
 * bundler's runtime), and Next's own client parts.
 */
export function baselineOf(scripts: ReadonlyMap<string, Buffer>): number {
  let bytes = 0
  for (const path of rootFiles()) bytes += gzipBytes(scripts.get(path) ?? Buffer.alloc(0))
  const isApart = [...scripts].some(
    ([path, body]) => !rootFiles().has(path) && body.includes(SIGN_OF_NEXTS_PARTS),
  )
  return bytes + (isApart ? NEXTS_PARTS_BYTES : 0)
}

/** The files of every page, by the manifest. */
export function rootFiles(): Set<string> {
  const manifest = JSON.parse(readFileSync(join(BUILD_DIR, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[]
  }
  return new Set(manifest.rootMainFiles.map((file) => `/_next/${file}`))
}

/**
 * Opens a page whose browser never becomes idle, and hands back every script it loads: what waits for the browser to have
 * nothing better to do never comes, and everything else counts, whether the page names it or a script asks for it.
 */
export async function loadWithoutIdle(page: Page, path: string): Promise<Map<string, Buffer>> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const loading: Promise<[string, Buffer]>[] = []
  const hear = (response: Response) => {
    if (response.request().resourceType() !== 'script') return
    const { pathname } = new URL(response.url())
    loading.push(response.body().then((body) => [pathname, body]))
  }
  page.on('response', hear)
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  page.off('response', hear)
  return new Map(await Promise.all(loading))
}

/** Bytes, compressed, that a page loads on top of what an empty one does, and the files that are not every page's. */
export function firstLoadOf(path: string, scripts: ReadonlyMap<string, Buffer>): FirstLoad {
  const sizes = [...scripts].map(([file, body]) => [file, gzipBytes(body)] as const)
  const all = sizes.reduce((sum, [, size]) => sum + size, 0)
  const own = sizes.filter(([file]) => !rootFiles().has(file))
  return {
    path,
    ownBytes: all - baselineOf(scripts),
    scripts: own.map(([file, size]) => `${file} ${size}`),
  }
}
