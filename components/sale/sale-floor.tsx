'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { useText } from '#lib/languages/text.ts'
import { useKeptNames } from '#lib/offline/use-kept-names.ts'
import type { ItemView, ProductView } from '#lib/sales/sale-view.ts'
import type { HintSource } from '#lib/sales/stock-hints.ts'
import type { ItemSnapshot, SaleSnapshot } from '#lib/sales/watch-snapshot.ts'
import { itemNamedIn } from '#lib/share/shared-address.ts'
import { ClaimBar } from './claim-bar.tsx'
import { ItemPicker } from './item-picker.tsx'
import { StockAge } from './stock-age.tsx'
import { usePhase, useSaleStock } from './use-sale.ts'

type Props = {
  title: string
  products: readonly ProductView[]
  heads: Readonly<Record<string, ReactNode>>
  initial: SaleSnapshot
  hints: HintSource
  renderedAtMs: number
  terms: string
}

/** Where buying happens: the items with their live stock, and the bar with the one button. */
export function SaleFloor({ title, products, heads, initial, hints, renderedAtMs, terms }: Props) {
  const t = useText('sale')
  const { snapshot, confirmedAtMs } = useSaleStock(initial, hints)
  const phase = usePhase(snapshot.sale, renderedAtMs)
  const [chosenId, setChosenId] = useChoice(initial)
  const { slug } = snapshot.sale
  const fullName = (product: ProductView, item: ItemView) =>
    item.name ? t('variantOf', { product: product.name, variant: item.name }) : product.name
  useKeptNames(title, () =>
    products.flatMap((product) => product.items.map((item) => [item.id, fullName(product, item)])),
  )
  const chosen = find(products, chosenId)
  const stock = snapshot.items.find((item) => item.id === chosenId)

  useEffect(() => {
    // The pass is got before zero, so that at zero nobody waits for one.
    if (phase !== 'ended') void getShopClaims().passes.keep(slug)
  }, [slug, phase])

  useEffect(() => {
    if (snapshot.version > 0) getShopClaims().line.noticeStock()
  }, [snapshot.version])

  return (
    <>
      <section aria-labelledby="items-heading">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id="items-heading" className="poster text-heading">
            {t(phase === 'upcoming' ? 'whatThereWillBe' : 'whatThereIs')}
          </h2>
          <StockAge confirmedAtMs={confirmedAtMs} isLive={phase === 'live'} />
        </div>
        <ItemPicker
          products={products}
          heads={heads}
          stock={snapshot.items}
          phase={phase}
          chosenId={chosenId}
          onChoose={setChosenId}
        />
      </section>
      {chosen && stock ? (
        <ClaimBar
          key={chosenId}
          sale={snapshot.sale}
          opensAtMs={Date.parse(snapshot.sale.opensAt)}
          name={fullName(chosen.product, chosen.item)}
          terms={terms}
          stock={stock}
          phase={phase}
          renderedAtMs={renderedAtMs}
        />
      ) : null}
    </>
  )
}

/** What the link names is chosen, else the first that can be had; what one waits for goes before it, so that a reload does not hide one's place. */
function useChoice(initial: SaleSnapshot): [string, (itemId: string) => void] {
  const [itemId, setItemId] = useState(() => firstChoice(initial))
  const { waits, isKnown } = useMyClaims()
  const isMade = useRef(false)

  useEffect(() => {
    const named = itemNamedIn(location.href)
    if (isMade.current || !initial.items.some((item) => item.id === named)) return
    // A link to one thing in the sale: it is chosen for whoever follows it, and stays so.
    isMade.current = true
    setItemId(named)
    document.getElementById(`item-${named}`)?.scrollIntoView({ block: 'center' })
  }, [initial])

  useEffect(() => {
    if (isMade.current || !isKnown) return
    // Once: what changes later must not take the choice out of anybody's hand.
    isMade.current = true
    const awaited = waits.find(
      (wait) =>
        (wait.status === 'waiting' || wait.status === 'offered') &&
        initial.items.some((item) => item.id === wait.itemId),
    )
    if (awaited) setItemId(awaited.itemId)
  }, [waits, isKnown, initial])

  const choose = (chosenId: string) => {
    isMade.current = true
    setItemId(chosenId)
  }
  return [itemId, choose]
}

function firstChoice(snapshot: SaleSnapshot): string {
  const canBeHad = (item: ItemSnapshot) => item.state === 'available' || item.state === 'low'
  return (snapshot.items.find(canBeHad) ?? snapshot.items[0])?.id ?? ''
}

function find(
  products: readonly ProductView[],
  itemId: string,
): { product: ProductView; item: ItemView } | null {
  for (const product of products) {
    const item = product.items.find((each) => each.id === itemId)
    if (item) return { product, item }
  }
  return null
}
