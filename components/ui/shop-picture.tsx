import type { ImgHTMLAttributes } from 'react'
import { srcSetOf } from '#lib/pictures/widths.ts'

type Props = Omit<ImgHTMLAttributes<HTMLImageElement>, 'src' | 'srcSet'> & {
  url: string
  alt: string
  sizes: string
}

/**
 * A picture of the shop. One that was uploaded comes in the width the screen needs; a drawing is one file. Everybody's phone fetches it from
 * where it is kept, so there is nothing for next/image to do.
 */
export function ShopPicture({ url, alt, sizes, ...rest }: Props) {
  const srcSet = srcSetOf(url)
  return (
    // biome-ignore lint/performance/noImgElement: the widths are made once, when the picture is uploaded
    <img src={url} alt={alt} {...(srcSet ? { srcSet, sizes } : {})} {...rest} />
  )
}
