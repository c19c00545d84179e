/** What the shop shows pictures at: a phone's card, a phone's page, a large screen. A picture has each that it is wide enough for. */
export const PICTURE_WIDTHS = [400, 800, 1600] as const
export const LARGEST_WIDTH = 1600
/** Bytes of a file that is sent. The browser makes large photos smaller first, so that this is rarely met. */
export const PICTURE_MAX_BYTES = 8 * 1024 * 1024
/** Of the shorter side: below, it is blurred on every phone. */
export const PICTURE_MIN_SIDE = 400
/** What is unpacked in memory; a small file can hold a huge picture. */
export const PICTURE_MAX_PIXELS = 60_000_000
export const PICTURES_PER_PRODUCT = 12
export const ALT_MAX_LENGTH = 300

export type StoredPicture = { url: string; width: number; height: number }
