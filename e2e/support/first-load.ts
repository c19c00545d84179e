import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'

export type FirstLoad = { path: string; ownBytes: number; scripts: string[] }

const BUILD_DIR = join(import.meta.dirname, '..', '..', '.next')

/** gzip as most servers do it (level 6): what a phone downloads, whatever its connection is served with. */
const gzipBytes = (text: string | Buffer) => gzipSync(text, { level: 6 }).byteLength

/**
 * What every page of this build loads before any code of its own, compressed: the files Next names so in its manifest
 * (React, the router, the bundler's runtime), and the one file with the client parts that Next puts under every page (its
 * layout router and error boundaries), known by a name in it.
 *
 * An application of one empty page, built once by the same Next, loads exactly these: 134,865 bytes, 3,526 of them the
 * last file. The file is only taken for Next's if it is no larger than that one, so nothing of ours can hide in it.
 */
export function baselineOf(scripts: ReadonlyMap<string, Buffer>): { bytes: number; paths: Set<string> } {
  const manifest = JSON.parse(readFileSync(join(BUILD_DIR, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[]
  }
  const paths = new Set(manifest.rootMainFiles.map((file) => `/_next/${file}`))
  for (const [path, body] of scripts) {
    if (body.includes('"ClientPageRoot"') && gzipBytes(body) <= NEXTS_OWN_MAX_BYTES) paths.add(path)
  }
  const bytes = [...paths].reduce((sum, path) => sum + gzipBytes(scripts.get(path) ?? Buffer.alloc(0)), 0)
  return { bytes, paths }
}
const NEXTS_OWN_MAX_BYTES = 3_700

/**
 * Opens a page whose browser never becomes idle, and hands back every script it loads: what waits for the browser to have
 * nothing better to do never comes, and everything else counts, whether the page names it or a script asks for it.
 */
export async function loadWithoutIdle(page: Page, path: string): Promise<Map<string, Buffer>> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const loading: Promise<[string, Buffer]>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const { pathname } = new URL(response.url())
    loading.push(response.body().then((body) => [pathname, body]))
  })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  return new Map(await Promise.all(loading))
}

/** Bytes, compressed, that a page loads on top of what an empty one does, and the files they are in. */
export function firstLoadOf(path: string, scripts: ReadonlyMap<string, Buffer>): FirstLoad {
  const { paths } = baselineOf(scripts)
  const own = [...scripts].filter(([file]) => !paths.has(file))
  const bytes = own.map(([file, body]) => [file, gzipBytes(body)] as const)
  return {
    path,
    ownBytes: bytes.reduce((sum, [, size]) => sum + size, 0),
    scripts: bytes.map(([file, size]) => `${file} ${size}`),
  }
}
