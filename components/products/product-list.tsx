import { DeskButton, DeskLink } from '#components/ui/desk-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import type { MyProduct } from '#lib/products/product.ts'
import { PRODUCTS_MAX } from '#lib/products/queries.ts'

type Props = { products: readonly MyProduct[]; mayEdit: boolean }

/** Everything the merchant makes. */
export function ProductList({ products, mayEdit }: Props) {
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="poster text-poster">Products</h1>
        {mayEdit && products.length > 0 ? (
          <DeskButton href="/dashboard/products/new" tone="hot">
            New product
          </DeskButton>
        ) : null}
      </header>
      {products.length === 0 ? (
        <div className="grid max-w-prose justify-items-start gap-4">
          <p className="text-lead text-ink-soft">
            Nothing here yet. A product is a thing you make: its name, its story, its pictures. What it costs
            and how many there are is said in each sale.
          </p>
          {mayEdit ? (
            <DeskButton href="/dashboard/products/new" tone="hot" size="large">
              Add the first product
            </DeskButton>
          ) : (
            <p className="text-body">With your role you can look at products. An owner adds them.</p>
          )}
        </div>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {products.map((product) => (
            <ProductCard key={product.id} product={product} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
      {products.length === PRODUCTS_MAX ? (
        <Notice>These are the first {PRODUCTS_MAX} by name; there may be more.</Notice>
      ) : null}
    </>
  )
}

function ProductCard({ product, mayEdit }: { product: MyProduct; mayEdit: boolean }) {
  const [picture] = product.pictures
  return (
    <li className="relative grid grid-cols-[6rem_minmax(0,1fr)] overflow-hidden rounded-card border border-line bg-paper-raised has-focus-visible:outline-3 has-focus-visible:outline-ink">
      {picture ? (
        <ShopPicture
          url={picture.url}
          alt={picture.alt}
          sizes="6rem"
          width={96}
          height={96}
          loading="lazy"
          className="size-24 object-cover"
        />
      ) : (
        <span className="grid size-24 place-items-center bg-paper-sunk p-2 text-center text-note text-ink-soft">
          No picture
        </span>
      )}
      <div className="grid content-center gap-1 p-3">
        <h2 className="text-body leading-tight font-bold break-words">
          {mayEdit ? (
            <DeskLink
              href={`/dashboard/products/${product.id}`}
              className="outline-none after:absolute after:inset-0"
            >
              {product.name}
            </DeskLink>
          ) : (
            product.name
          )}
        </h2>
        <p className="line-clamp-2 text-note text-ink-soft">{choicesOf(product)}</p>
      </div>
    </li>
  )
}

function choicesOf({ variants }: MyProduct): string {
  return variants.length === 1
    ? (variants[0]?.name ?? '')
    : `${variants.length} choices: ${variants.map(({ name }) => name).join(', ')}`
}
