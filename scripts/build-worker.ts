import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getManifest } from '@serwist/build'
import { build } from 'esbuild'
import { LANGUAGES, type Language } from '#lib/languages/languages.ts'
import { CATALOGUE } from '#lib/languages/messages.ts'
import { OFFLINE_PATH } from '#lib/worker/offline-copies.ts'
import type { WorkerMessages } from '#lib/worker/worker-messages.ts'

const ROOT = dirname(import.meta.dirname)
const NEXT_DIR = '.next'
/** Of the shell, icons beside the page's own files. The large ones are the home screen's and the browser gets them itself. */
const ICONS = ['public/icons/icon-192.png', 'public/icons/badge-96.png']

/**
 * Writes public/sw.js for the finished build of the shop: the worker with the list of files the offline page needs.
 * That is the shell every page of the shop shares; all else is kept when it is used.
 */
export async function buildWorker(): Promise<{ files: number; bytes: number }> {
  const shell = await getManifest({
    globDirectory: ROOT,
    globPatterns: [...shellFiles(), ...ICONS],
    globIgnores: [],
    dontCacheBustURLsMatching: /^\.next\/static\//,
    manifestTransforms: [
      (entries) => ({ manifest: entries.map((entry) => ({ ...entry, url: addressOf(entry.url) })) }),
    ],
  })
  if (shell.warnings.length > 0) throw new Error(`The shell is not complete: ${shell.warnings.join(' ')}`)
  await build({
    entryPoints: [join(ROOT, 'service-worker/worker.ts')],
    outfile: join(ROOT, 'public/sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: {
      'self.__SHELL': JSON.stringify(shell.manifestEntries),
      'self.__BUILD': JSON.stringify(readNext('BUILD_ID')),
      'self.__LANGUAGES': JSON.stringify(LANGUAGES),
      'self.__WORDS': JSON.stringify(words()),
      'process.env.NODE_ENV': '"production"',
    },
  })
  return { files: shell.count, bytes: shell.size }
}

/** The few messages the worker says itself. They have no plural and one value at most, so it needs no more to say them. */
function words(): Record<Language, WorkerMessages> {
  const pick = (language: Language) => {
    const entries = Object.entries(CATALOGUE[language].remind)
    return Object.fromEntries(entries.filter(([key]) => /^(kept|action)/.test(key))) as WorkerMessages
  }
  return { en: pick('en'), de: pick('de'), ar: pick('ar') }
}

/** The address at which a file of the project is served. */
function addressOf(file: string): string {
  return file.replace(/^\.next\//, '/_next/').replace(/^public\//, '/')
}

/** What the offline page loads before it can be used, as Next's own lists of this build name it. */
function shellFiles(): string[] {
  const pages = JSON.parse(readNext('app-path-routes-manifest.json')) as Record<string, string>
  const page = Object.keys(pages).find((key) => key.endsWith('/page') && pages[key]?.endsWith(OFFLINE_PATH))
  if (!page) throw new Error(`The build has no page ${OFFLINE_PATH}: the service worker needs it.`)
  const ofPage = readNext(`server/app${page}_client-reference-manifest.js`)
  const { rootMainFiles } = JSON.parse(readNext('build-manifest.json')) as { rootMainFiles: string[] }
  const fonts = readNext('server/next-font-manifest.json')
  const named = [
    ...ofPage.matchAll(/static\/(?:chunks|media|css)\/[^"\\]+?\.(?:js|css|woff2)(?=["\\])/g),
  ].map(([file]) => file)
  const media = [...fonts.matchAll(/static\/media\/[^"\\]+\.woff2/g)].map(([file]) => file)
  const files = new Set([...rootMainFiles, ...named, ...media].map((file) => `${NEXT_DIR}/${file}`))
  return [...files].filter((file) => existsSync(join(ROOT, file)))
}

function readNext(file: string): string {
  return readFileSync(join(ROOT, NEXT_DIR, file), 'utf8')
}
