'use client'

import { useRouter } from 'next/navigation'
import { useActionState, useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { importTracking } from '#lib/parcels/actions.ts'
import { ShippedManyNotice } from './shipped-many-notice.tsx'

/** Tracking numbers by file, behind a line that opens: most days nobody needs it, some days it saves an hour. */
export function TrackingUpload({ merchantId }: { merchantId: string }) {
  const [answer, send, isSending] = useActionState(importTracking, null)
  const router = useRouter()
  // The list below shows what has left, as it does when orders are shipped one by one.
  useEffect(() => {
    if (answer?.ok) router.refresh()
  }, [answer, router])
  return (
    <details className="rounded-card border border-line bg-paper-raised">
      <summary className="flex min-h-12 items-center px-4 font-semibold">Ship by file</summary>
      <form action={send} className="grid gap-4 border-t border-line p-4">
        <p className="max-w-prose text-ink-soft">
          A CSV file with order number, carrier and tracking number. The exported list of orders has these
          columns: fill them in and send it back. Lines left empty are left alone.
        </p>
        <input type="hidden" name="merchantId" value={merchantId} />
        <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
          <Field
            label="File with tracking numbers"
            name="file"
            type="file"
            accept=".csv,text/csv,text/plain"
            required
            className="min-h-12 w-full min-w-0 rounded-card border border-line-strong bg-paper-raised p-2.5 text-body"
          />
          <Button type="submit" tone="ink" disabled={isSending}>
            {isSending ? 'Shipping…' : 'Ship what is in it'}
          </Button>
        </div>
        {answer?.ok === false ? (
          <Notice tone="alert" isUrgent>
            {answer.message}
          </Notice>
        ) : null}
        {answer?.ok ? <ShippedManyNotice result={answer.data} nameOfLine={(line) => `Line ${line}`} /> : null}
      </form>
    </details>
  )
}
