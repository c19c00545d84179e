import { PICTURE_WIDTHS } from './limits.ts'

const STORED = /^(.*\/pictures\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/)([1-9]\d{2,3})\.webp$/

/** The widths a picture of this width is kept in, the largest last. */
export function widthsOf(width: number): number[] {
  const largest = Math.min(width, PICTURE_WIDTHS.at(-1) ?? width)
  return [...PICTURE_WIDTHS.filter((one) => one < largest), largest]
}

/** `srcset` of a picture that was uploaded here; undefined for any other (a drawing has no widths). */
export function srcSetOf(url: string): string | undefined {
  const [, folder, width] = STORED.exec(url) ?? []
  if (folder === undefined) return undefined
  return widthsOf(Number(width))
    .map((one) => `${folder}${one}.webp ${one}w`)
    .join(', ')
}

/** The files in the bucket that a picture's address stands for; none for an address that is no upload. */
export function filesOf(url: string): string[] {
  const [, folder, width] = STORED.exec(url) ?? []
  const path = folder?.split('/pictures/').at(-1)
  return path === undefined ? [] : widthsOf(Number(width)).map((one) => `${path}${one}.webp`)
}
