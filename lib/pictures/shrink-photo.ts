/** Larger than the largest width the shop keeps, so that nothing is lost by it. */
const SIDE_MAX = 2400
const SMALL_BYTES = 1_500_000
const JPEG_QUALITY = 0.9

/**
 * A photo of a phone's camera made smaller before it is sent: 12 MB on a bad line are a minute, 1 MB are seconds. The place it was
 * taken at is left on the phone. What the browser cannot read goes as it is; the server says what is wrong with it.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  if (file.size <= SMALL_BYTES || file.type === 'image/gif') return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    // A cut-out keeps its transparency.
    const type = file.type === 'image/png' ? 'image/webp' : 'image/jpeg'
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, JPEG_QUALITY))
    return smaller && smaller.size < file.size ? smaller : file
  } catch {
    // Not a picture to this browser; the server knows more kinds, and says so if it is none.
    return file
  }
}
