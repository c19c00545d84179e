'use client'

import { Button } from '#components/ui/button.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Field } from '#components/ui/field.tsx'
import type { MyProduct } from '#lib/products/product.ts'
import { fieldId } from '#lib/sale-drafts/gap-words.ts'
import type { FormItem } from '#lib/sale-drafts/sale-form.ts'

type Props = {
  products: readonly MyProduct[]
  items: readonly FormItem[]
  currency: string
  errorAt: (place: string) => string | null
  onChange: (items: FormItem[]) => void
}

/** What is for sale, for how much, how many of it. Each choice of a product is an item with stock of its own. */
export function ItemFields({ products, items, currency, errorAt, onChange }: Props) {
  const chosen = new Set(items.map(({ variantId }) => variantId))
  const add = (product: MyProduct) => {
    const last = items.at(-1)
    const added = product.variants
      .filter(({ id }) => !chosen.has(id))
      .map(({ id }) => ({
        variantId: id,
        price: last?.price ?? '',
        wasPrice: '',
        limit: last?.limit ?? '1',
        stock: '',
      }))
    onChange([...items, ...added])
  }
  // What is archived stays in the drafts it was in, and is not offered again.
  const left = products.filter(
    ({ isArchived, variants }) => !isArchived && variants.some(({ id }) => !chosen.has(id)),
  )
  return (
    <div id={fieldId('items')} tabIndex={-1} className="grid gap-5">
      {errorAt('items') ? <p className="text-note font-semibold text-alert">{errorAt('items')}</p> : null}
      {items.map((item, at) => (
        <ItemCard
          key={item.variantId}
          item={item}
          at={at}
          name={nameOf(products, item.variantId)}
          currency={currency}
          errorAt={errorAt}
          onChange={(to) =>
            onChange(items.map((one) => (one.variantId === item.variantId ? { ...one, ...to } : one)))
          }
          onRemove={() => onChange(items.filter((one) => one.variantId !== item.variantId))}
        />
      ))}
      {products.length === 0 ? (
        <p>
          There is no product yet.{' '}
          <DeskLink href="/dashboard/products/new" className="font-semibold underline underline-offset-4">
            Add the first one
          </DeskLink>
          ; what you typed here stays on this device.
        </p>
      ) : null}
      {left.length > 0 ? (
        <div className="flex flex-wrap gap-2">
          {left.map((product) => (
            <Button key={product.id} onClick={() => add(product)}>
              Add {product.name}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

type CardProps = Pick<Props, 'currency' | 'errorAt'> & {
  item: FormItem
  at: number
  name: string
  onChange: (to: Partial<FormItem>) => void
  onRemove: () => void
}

function ItemCard({ item, at, name, currency, errorAt, onChange, onRemove }: CardProps) {
  const field = (key: 'price' | 'wasPrice' | 'limit' | 'stock', place: string) => ({
    id: fieldId(`items.${at}.${place}`),
    value: item[key],
    onChange: (event: { target: { value: string } }) => onChange({ [key]: event.target.value }),
    error: errorAt(`items.${at}.${place}`),
    autoComplete: 'off',
  })
  return (
    <fieldset
      id={fieldId(`items.${at}.variantId`)}
      className="grid min-w-0 gap-3 rounded-card border border-line bg-paper-raised p-4"
    >
      <legend className="sr-only">{name}</legend>
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 font-bold break-words">{name}</p>
        <Button tone="plain" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      {errorAt(`items.${at}.variantId`) ? (
        <p className="text-note font-semibold text-alert">{errorAt(`items.${at}.variantId`)}</p>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={`Price, ${currency}`} required inputMode="decimal" {...field('price', 'priceCents')} />
        <Field label="Former price" inputMode="decimal" {...field('wasPrice', 'wasPriceCents')} />
        <Field label="How many there are" required inputMode="numeric" {...field('stock', 'stock')} />
        <Field label="Most per shopper" required inputMode="numeric" {...field('limit', 'limitPerShopper')} />
      </div>
    </fieldset>
  )
}

function nameOf(products: readonly MyProduct[], variantId: string): string {
  for (const { name, variants } of products) {
    const variant = variants.find(({ id }) => id === variantId)
    if (variant) return variants.length === 1 ? name : `${name}, ${variant.name}`
  }
  return 'A product that is not there any more'
}
