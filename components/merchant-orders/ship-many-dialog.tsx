'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import type { OrderRow } from '#lib/merchant-orders/queries.ts'
import { type ShippedMany, shipMany } from '#lib/ship-many/actions.ts'
import { CarrierField } from './carrier-field.tsx'
import { ShippedManyNotice } from './shipped-many-notice.tsx'

type Props = { orders: readonly OrderRow[]; merchantId: string; onClose: () => void }

/** One carrier and a number for each chosen order. Each is all that is left of its order. */
export function ShipManyDialog({ orders, merchantId, onClose }: Props) {
  const router = useRouter()
  const [requestIds] = useState(() => orders.map(() => newRequestId()))
  const [result, setResult] = useState<ShippedMany | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()

  const send = (form: FormData) =>
    startSending(async () => {
      const answer = await shipMany({
        merchantId,
        carrier: String(form.get('carrier')),
        orders: orders.map((order, index) => ({
          orderId: order.id,
          requestId: requestIds[index] ?? newRequestId(),
          trackingNumber: String(form.get(order.id)),
        })),
      })
      if (!answer.ok) return setProblem(answer.message)
      setProblem(null)
      setResult(answer.data)
      router.refresh()
    })
  return (
    <Dialog isOpen onClose={onClose} title={`Ship ${orders.length}`}>
      {result ? (
        <>
          <ShippedManyNotice result={result} nameOfLine={(line) => `Order ${orders[line - 1]?.number}`} />
          <Button tone="ink" onClick={onClose}>
            Close
          </Button>
        </>
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            send(new FormData(event.currentTarget))
          }}
        >
          <CarrierField />
          {orders.map((order) => (
            <Field
              key={order.id}
              label={`${order.number}, ${order.name}`}
              name={order.id}
              autoComplete="off"
              placeholder="Tracking number"
            />
          ))}
          {problem ? (
            <Notice tone="alert" isUrgent>
              {problem}
            </Notice>
          ) : null}
          <Button type="submit" tone="hot" size="large" disabled={isSending}>
            {isSending ? 'Shipping…' : `Mark ${orders.length} as shipped`}
          </Button>
          <Button tone="plain" onClick={onClose}>
            Leave it as it is
          </Button>
        </form>
      )}
    </Dialog>
  )
}
