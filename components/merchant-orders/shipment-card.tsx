'use client'

import { useState } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { StepUpDialog } from '#components/team/step-up-dialog.tsx'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { markDelivered } from '#lib/merchant-orders/actions.ts'
import { lineName, type MerchantOrder, type MerchantShipment } from '#lib/merchant-orders/merchant-order.ts'
import { ReturnDialog } from './return-dialog.tsx'
import { useOrderMove } from './use-order-move.ts'

const STATES: Record<MerchantShipment['state'], [tone: BadgeTone, word: string]> = {
  in_transit: ['held', 'On its way'],
  delivered: ['yours', 'Delivered'],
  returned: ['alert', 'Came back'],
}

type Props = { order: MerchantOrder; shipment: MerchantShipment; canRefund: boolean }

/** One parcel: what is in it, where it is, and what happened to it. */
export function ShipmentCard({ order, shipment, canRefund }: Props) {
  const [isReturning, setIsReturning] = useState(false)
  const { send, isSending, problem, sendAgain, forget } = useOrderMove()
  const [tone, word] = STATES[shipment.state]
  const isAllBack = shipment.shipment_lines.every((line) => line.returned === line.quantity)
  const nameOf = (claimId: string) => {
    const line = order.order_lines.find((one) => one.claim_id === claimId)
    return line ? lineName(line) : ''
  }
  return (
    <li className="grid gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words">
          <strong>{shipment.carrier}</strong>{' '}
          {shipment.tracking_url ? (
            <a
              href={shipment.tracking_url}
              rel="noreferrer"
              target="_blank"
              className="figures underline underline-offset-4"
            >
              {shipment.tracking_number}
            </a>
          ) : (
            <span className="figures">{shipment.tracking_number ?? 'without a number'}</span>
          )}
        </p>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <ul className="text-ink-soft">
        {shipment.shipment_lines.map((line) => (
          <li key={line.claim_id} className="figures">
            {line.quantity} × {nameOf(line.claim_id)}
            {line.returned > 0 ? `, ${line.returned} back` : ''}
          </li>
        ))}
      </ul>
      <p className="text-note text-ink-soft">
        Left <LocalTime atMs={Date.parse(shipment.shipped_at)} />
        {shipment.delivered_at ? (
          <>
            {' '}
            · arrived <LocalTime atMs={Date.parse(shipment.delivered_at)} />
          </>
        ) : null}
      </p>
      {sendAgain ? <StepUpDialog button="Go on" onDone={sendAgain} onClose={forget} /> : null}
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {shipment.state === 'in_transit' ? (
          <Button
            disabled={isSending}
            onClick={() =>
              send(
                (requestId) => markDelivered({ shipmentId: shipment.id, requestId }),
                () => {},
              )
            }
          >
            It has arrived
          </Button>
        ) : null}
        {isAllBack ? null : <Button onClick={() => setIsReturning(true)}>It came back</Button>}
      </div>
      {isReturning ? (
        <ReturnDialog
          order={order}
          shipment={shipment}
          canRefund={canRefund}
          onClose={() => setIsReturning(false)}
        />
      ) : null}
    </li>
  )
}
