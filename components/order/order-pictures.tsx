import type { Order } from '#lib/orders/queries.ts'

const PICTURES_MAX = 3

/** What one gets, before any word about it: the goods side by side, edge to edge on a phone. */
export function OrderPictures({ lines }: { lines: Order['lines'] }) {
  const urls = [...new Set(lines.flatMap((line) => line.pictureUrl ?? []))].slice(0, PICTURES_MAX)
  if (urls.length === 0) return null
  return (
    <div className="-mx-[clamp(1rem,4vw,2.5rem)] grid h-[30svh] min-h-36 auto-cols-fr grid-flow-col gap-px overflow-hidden lg:mx-0 lg:h-64 lg:auto-cols-[16rem] lg:justify-start lg:gap-3">
      {urls.map((url) => (
        // The receipt names what is on it, so the picture itself stays silent.
        // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
        <img
          key={url}
          src={url}
          alt=""
          width={800}
          height={800}
          className="size-full object-cover object-[50%_70%] lg:rounded-card"
        />
      ))}
    </div>
  )
}
