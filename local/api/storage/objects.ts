import { createHash, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { json } from '../replies.ts'
import { noBucket, noObject, StorageRefusal } from './answers.ts'
import { asCaller, type Caller } from './as-caller.ts'
import type { Files } from './files.ts'
import { isAllowedType, MAX_FILE_BYTES, readUpload } from './upload.ts'

type Bucket = {
  id: string
  public: boolean
  file_size_limit: string | null
  allowed_mime_types: string[] | null
}
type Stored = { version: string; metadata: Record<string, unknown>; updated_at: string }
export type Place = { bucketId: string; name: string }

/** The limits of a bucket hold for everybody, so they are read past its policies, as hosted Storage reads them. */
async function requireBucket(sql: Sql, id: string): Promise<Bucket> {
  const [bucket] = await sql<Bucket[]>`
    select id, public, file_size_limit, allowed_mime_types from storage.buckets where id = ${id}`
  return bucket ?? Promise.reject(noBucket())
}

/** `upload()` and `update()`: the file first, then its row by the caller's rights; one without the other is undone. */
export async function putObject(
  sql: Sql,
  files: Files,
  caller: Caller,
  place: Place,
  request: Request,
): Promise<Response> {
  const bucket = await requireBucket(sql, place.bucketId)
  const limit = Math.min(Number(bucket.file_size_limit ?? MAX_FILE_BYTES), MAX_FILE_BYTES)
  const upload = await readUpload(request, limit)
  if (!isAllowedType(upload.mimeType, bucket.allowed_mime_types)) {
    throw new StorageRefusal(415, 'invalid_mime_type', `mime type ${upload.mimeType} is not supported`)
  }
  const isReplaced = request.method === 'PUT' || request.headers.get('x-upsert') === 'true'
  const [before] = await sql<{ version: string }[]>`
    select version from storage.objects where bucket_id = ${place.bucketId} and name = ${place.name}`
  if (request.method === 'PUT' && !before) throw noObject()
  const version = randomUUID()
  const now = new Date().toISOString()
  const metadata = {
    eTag: `"${createHash('md5').update(upload.bytes).digest('hex')}"`,
    size: upload.bytes.byteLength,
    mimetype: upload.mimeType,
    cacheControl: upload.cacheControl,
    lastModified: now,
    contentLength: upload.bytes.byteLength,
    httpStatusCode: 200,
  }
  const row = {
    id: randomUUID(),
    bucket_id: place.bucketId,
    name: place.name,
    owner: caller.sub,
    owner_id: caller.sub,
    version,
    metadata: JSON.stringify(metadata),
    user_metadata: upload.userMetadata,
  }
  await files.write(version, upload.bytes)
  try {
    await asCaller(sql, caller, async (tx) => {
      if (!isReplaced) {
        await tx`insert into storage.objects ${tx(row)}`
        return
      }
      await tx`
        insert into storage.objects ${tx(row)}
        on conflict (bucket_id, name) do update set version = excluded.version, metadata = excluded.metadata,
          user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id, updated_at = now()`
    })
  } catch (error) {
    await files.remove([version])
    throw error
  }
  if (before) await files.remove([before.version])
  return json(200, { Id: row.id, Key: `${place.bucketId}/${place.name}` })
}

/** `remove()`: what the caller may both see and delete; the rest is left, without a word, as hosted. */
export async function removeObjects(
  sql: Sql,
  files: Files,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  await requireBucket(sql, bucketId)
  const { prefixes } = (body ?? {}) as { prefixes?: unknown }
  const names = Array.isArray(prefixes) ? prefixes.filter((name) => typeof name === 'string') : []
  if (names.length === 0 || names.length > 1000) {
    throw new StorageRefusal(400, 'Error', 'body/prefixes must NOT have fewer than 1 items or more than 1000')
  }
  const gone = await asCaller(
    sql,
    caller,
    (tx) => tx<({ version: string } & Record<string, unknown>)[]>`
      delete from storage.objects where bucket_id = ${bucketId} and name = any (${names})
      returning id, bucket_id, name, owner, owner_id, version, metadata, user_metadata, created_at, updated_at, last_accessed_at`,
  )
  await files.remove(gone.map(({ version }) => version))
  return json(200, gone)
}

/** What `GET /object/public/…` answers; anybody may ask, and may keep it for as long as it was uploaded to be kept. */
export async function publicObject(
  sql: Sql,
  files: Files,
  place: Place,
  request: Request,
): Promise<Response> {
  const bucket = await requireBucket(sql, place.bucketId)
  if (!bucket.public) throw noBucket()
  const [object] = await sql<Stored[]>`
    select version, metadata, updated_at from storage.objects
    where bucket_id = ${place.bucketId} and name = ${place.name}`
  if (!object) throw noObject()
  const etag = String(object.metadata.eTag)
  const headers = {
    'cache-control': String(object.metadata.cacheControl),
    'content-type': String(object.metadata.mimetype),
    etag,
    'last-modified': new Date(object.updated_at).toUTCString(),
    // A file is somebody's upload: it is shown as what it was uploaded as, and nothing in it runs here.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers })
  const bytes = await files.read(object.version)
  if (!bytes) throw noObject()
  const sized = { ...headers, 'content-length': String(bytes.byteLength) }
  return new Response(request.method === 'HEAD' ? null : bytes, { status: 200, headers: sized })
}
