import sharp, { type Metadata } from 'sharp'
import { PICTURE_MAX_BYTES, PICTURE_MAX_PIXELS, PICTURE_MIN_SIDE } from './limits.ts'
import { widthsOf } from './widths.ts'

export type PictureProblem =
  | 'empty'
  | 'too_big'
  | 'not_a_picture'
  | 'drawing'
  | 'animated'
  | 'too_many_pixels'
  | 'too_small'
  | 'corrupt'
export type PreparedPicture = { width: number; height: number; files: { width: number; bytes: Buffer }[] }

/** What cameras, phones and drawing programs write, and sharp reads. SVG is left out: it is a program more than a picture. */
const TAKEN = new Set(['jpeg', 'png', 'webp', 'heif', 'tiff'])
const QUALITY = 80

/**
 * Makes of an uploaded file the widths the shop shows. What it is, its own bytes say, not its name. It is turned upright, and everything
 * written into it besides the picture is left behind: where it was taken, by whom, with what. Answers why not, where it is not.
 */
export async function preparePicture(file: Buffer): Promise<PreparedPicture | PictureProblem> {
  if (file.length === 0) return 'empty'
  if (file.length > PICTURE_MAX_BYTES) return 'too_big'
  const read = () => sharp(file, { limitInputPixels: PICTURE_MAX_PIXELS, failOn: 'error' })
  let seen: Metadata
  try {
    seen = await read().metadata()
  } catch (error) {
    return /pixel limit/i.test(String(error)) ? 'too_many_pixels' : 'not_a_picture'
  }
  if (seen.format === 'svg') return 'drawing'
  if (!TAKEN.has(seen.format ?? ''))
    return seen.format === 'gif' && (seen.pages ?? 1) > 1 ? 'animated' : 'not_a_picture'
  if ((seen.pages ?? 1) > 1 && seen.format !== 'heif') return 'animated'
  const isTurned = (seen.orientation ?? 1) >= 5
  const [width, height] = isTurned ? [seen.height, seen.width] : [seen.width, seen.height]
  if (width * height > PICTURE_MAX_PIXELS) return 'too_many_pixels'
  if (Math.min(width, height) < PICTURE_MIN_SIDE) return 'too_small'
  try {
    const files = []
    // One after the other: a picture of 60 million pixels is 240 MB unpacked.
    for (const one of widthsOf(width)) {
      const bytes = await read().autoOrient().resize({ width: one }).webp({ quality: QUALITY }).toBuffer()
      files.push({ width: one, bytes })
    }
    return { width, height, files }
  } catch {
    // Its head is that of a picture, the rest cannot be unpacked: the file is broken, which is an answer.
    return 'corrupt'
  }
}
