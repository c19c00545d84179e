import { tooLarge } from './answers.ts'

/** Hosted projects take 50 MB where a bucket says nothing. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024
/** The lines around a file in a form. */
const FORM_BYTES = 16 * 1024

export type Upload = {
  bytes: Uint8Array
  mimeType: string
  cacheControl: string
  userMetadata: string | null
}

/** Reads a body of at most so many bytes; throws Storage's "too large" beyond, having read no further. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    size += next.value.byteLength
    if (size > maxBytes) {
      await reader?.cancel()
      throw tooLarge()
    }
    chunks.push(next.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function text(value: FormDataEntryValue | null): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A file as `supabase-js` sends it: a form for a Blob, else the bytes themselves. */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload> {
  const type = request.headers.get('content-type') ?? 'application/octet-stream'
  if (!type.startsWith('multipart/form-data')) {
    const metadata = request.headers.get('x-metadata')
    return {
      bytes: await readBytes(request, maxBytes),
      mimeType: type,
      cacheControl: request.headers.get('cache-control') ?? 'no-cache',
      userMetadata: metadata && Buffer.from(metadata, 'base64').toString('utf8'),
    }
  }
  const body = await readBytes(request, maxBytes + FORM_BYTES)
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const file = [...form.values()].find((value) => value instanceof File)
  const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
  if (bytes.byteLength > maxBytes) throw tooLarge()
  const seconds = text(form.get('cacheControl'))
  return {
    bytes,
    mimeType: text(form.get('contentType')) ?? (file?.type || 'application/octet-stream'),
    cacheControl: seconds ? `max-age=${seconds}` : 'no-cache',
    userMetadata: text(form.get('metadata')),
  }
}

/** Whether a bucket's list of types lets this one in; `image/*` and no list at all are lists, too. */
export function isAllowedType(mimeType: string, allowed: readonly string[] | null): boolean {
  if (!allowed || allowed.length === 0) return true
  const bare = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return allowed.some((one) => (one.endsWith('/*') ? bare.startsWith(one.slice(0, -1)) : one === bare))
}
