import 'server-only'
import { randomUUID } from 'node:crypto'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { StoredPicture } from './limits.ts'
import { type PictureProblem, preparePicture } from './prepare-picture.ts'
import { PICTURE_PROBLEMS } from './problem-words.ts'
import { filesOf } from './widths.ts'

type Member = Awaited<ReturnType<typeof createMerchantSupabase>>
type Refused = { code: PictureProblem | 'not_allowed'; message: string }

/** Nothing is ever written over, so a copy may be kept for a year. */
const KEPT_SECONDS = '31536000'

/**
 * Checks an uploaded file and keeps it in the widths the shop shows, in the merchant's own folder, with the rights of the signed-in
 * member. Throws when Storage does not answer; then nothing of it is shown anywhere.
 */
export async function storePicture(
  supabase: Member,
  merchantId: string,
  file: Buffer,
): Promise<StoredPicture | Refused> {
  const prepared = await preparePicture(file)
  if (typeof prepared === 'string') return { code: prepared, message: PICTURE_PROBLEMS[prepared] }
  const bucket = supabase.storage.from('pictures')
  const folder = `${merchantId}/${randomUUID()}`
  let largest = ''
  for (const { width, bytes } of prepared.files) {
    largest = `${folder}/${width}.webp`
    const { error } = await bucket.upload(largest, bytes, {
      contentType: 'image/webp',
      cacheControl: KEPT_SECONDS,
    })
    if (error && 'statusCode' in error && error.statusCode === '403') {
      return {
        code: 'not_allowed',
        message: 'With your role you cannot add pictures. Ask an owner of the shop.',
      }
    }
    if (error) throw new Error(`A picture could not be stored: ${error.message}`)
  }
  const { width, height } = prepared
  return { url: bucket.getPublicUrl(largest).data.publicUrl, width, height }
}

/** Removes the files of pictures that nothing shows any more. What still is shown somewhere, the policy keeps. */
export async function removeUnusedPictures(supabase: Member, urls: readonly string[]): Promise<void> {
  const names = urls.flatMap(filesOf)
  if (names.length === 0) return
  const { error } = await supabase.storage.from('pictures').remove(names)
  if (error) throw new Error(`Old pictures could not be removed: ${error.message}`)
}
