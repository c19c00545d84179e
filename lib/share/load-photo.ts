import 'server-only'
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'

const PHOTO_MAX_BYTES = 8 * 1024 * 1024
const DEADLINE_MS = 3000

/**
 * The file of a sale's picture: of the shop's own public files, or of the storage of its Supabase project. Null for an address anywhere
 * else (nobody makes the shop ask their server), for what is too large, and for what cannot be got in time.
 */
export async function loadPhoto(url: string, supabaseUrl: string): Promise<Buffer | null> {
  try {
    return url.startsWith('/') && !url.startsWith('//')
      ? await readOwn(url)
      : await fetchStored(url, supabaseUrl)
  } catch {
    // The picture is drawn without it: a link without a photo is better than one without a picture.
    return null
  }
}

async function readOwn(url: string): Promise<Buffer | null> {
  const root = join(process.cwd(), 'public') + sep
  const path = normalize(join(root, decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')))
  if (!path.startsWith(root)) return null
  const file = await readFile(path)
  return file.length > PHOTO_MAX_BYTES ? null : file
}

async function fetchStored(url: string, supabaseUrl: string): Promise<Buffer | null> {
  const address = new URL(url)
  if (address.origin !== new URL(supabaseUrl).origin || !address.pathname.startsWith('/storage/')) return null
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) })
  if (!response.ok || !response.body) return null
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > PHOTO_MAX_BYTES) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}
