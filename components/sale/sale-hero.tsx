import { ShopPicture } from '#components/ui/shop-picture.tsx'
import type { SaleView } from '#lib/sales/sale-view.ts'

/** Picture edge to edge, then who, what and why in the large voice. */
export function SaleHero({ sale }: { sale: SaleView }) {
  return (
    <div className="landscape:max-lg:grid landscape:max-lg:grid-cols-[2fr_3fr] landscape:max-lg:items-center">
      {sale.picture ? (
        <ShopPicture
          url={sale.picture.url}
          alt={sale.picture.alt}
          sizes="(min-width: 64rem) 40vw, 100vw"
          width={1200}
          height={900}
          fetchPriority="high"
          className="aspect-[4/3] max-h-[31svh] w-full landscape:max-lg:max-h-[62svh] object-cover object-[50%_56%] lg:max-h-[30svh] lg:rounded-card"
        />
      ) : null}
      <div className="sheet mt-5 lg:px-0">
        <p className="text-note font-semibold text-ink-soft">
          <bdi>{sale.merchantName}</bdi>
        </p>
        <h1 className="poster mt-1 text-poster">
          <bdi>{sale.title}</bdi>
        </h1>
        <p className="mt-2 text-lead">
          <bdi>{sale.tagline}</bdi>
        </p>
      </div>
    </div>
  )
}
