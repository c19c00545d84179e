import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { preparePicture } from './prepare-picture.ts'
import { filesOf, srcSetOf, widthsOf } from './widths.ts'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ff4d00' } })

/** A photo as a phone writes it: lying on its side, with the place it was taken at. */
function photo(width: number, height: number): Promise<Buffer> {
  return plain(width, height)
    .withExif({ IFD0: { Artist: 'Ada' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

async function requirePrepared(file: Buffer) {
  const prepared = await preparePicture(file)
  if (typeof prepared === 'string') throw new Error(prepared)
  return prepared
}

test('a photo is kept upright, in the widths the shop shows, as WebP', async () => {
  const { width, height, files } = await requirePrepared(await photo(2000, 1200))
  expect([width, height]).toEqual([1200, 2000])
  const seen = await Promise.all(files.map(({ bytes }) => sharp(bytes).metadata()))
  expect(seen.map((one) => [one.format, one.width, one.height])).toEqual([
    ['webp', 400, 667],
    ['webp', 800, 1333],
    ['webp', 1200, 2000],
  ])
})

test('nothing that was written into a photo besides the picture is kept: not the place, not the name', async () => {
  const file = await photo(1000, 1000)
  expect((await sharp(file).metadata()).exif?.toString('latin1')).toContain('Ada')
  for (const { bytes } of (await requirePrepared(file)).files) {
    const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata()
    expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('Ada')).toBe(false)
  }
})

describe('refused with a reason', () => {
  const animated = async () => {
    const frames = await Promise.all([
      plain(500, 500).png().toBuffer(),
      plain(500, 500).negate().png().toBuffer(),
    ])
    return sharp(frames, { join: { animated: true } })
  }
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['nothing at all', () => Buffer.alloc(0), 'empty'],
    ['text by another name', () => Buffer.from('<html>mug.jpg</html>'), 'not_a_picture'],
    [
      'a drawing',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"/>'),
      'drawing',
    ],
    ['what moves, as GIF', async () => (await animated()).gif().toBuffer(), 'animated'],
    ['what moves, as WebP', async () => (await animated()).webp().toBuffer(), 'animated'],
    ['a stamp', () => plain(1000, 399).png().toBuffer(), 'too_small'],
    ['a small file with a huge picture in it', () => plain(12_000, 6000).png().toBuffer(), 'too_many_pixels'],
    ['half a photo', async () => (await photo(1500, 1500)).subarray(0, 5000), 'corrupt'],
    ['more than eight megabytes', () => Buffer.alloc(8 * 1024 * 1024 + 1), 'too_big'],
  ])('%s', async (_, make, problem) => {
    expect(await preparePicture(await make())).toBe(problem)
  })
})

test('its address says which widths there are; a drawing has none', () => {
  const folder = 'aaaaaaaa-0000-4000-8000-000000000001/bbbbbbbb-0000-4000-8000-000000000002'
  const at = `https://x.test/storage/v1/object/public/pictures/${folder}`
  expect(widthsOf(3000)).toEqual([400, 800, 1600])
  expect(widthsOf(400)).toEqual([400])
  expect(srcSetOf(`${at}/900.webp`)).toBe(`${at}/400.webp 400w, ${at}/800.webp 800w, ${at}/900.webp 900w`)
  expect(filesOf(`${at}/900.webp`)).toEqual([400, 800, 900].map((one) => `${folder}/${one}.webp`))
  expect([srcSetOf('/demo/mug.svg'), filesOf('/demo/mug.svg')]).toEqual([undefined, []])
})
