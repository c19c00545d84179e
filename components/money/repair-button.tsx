'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { StepUpDialog } from '#components/team/step-up-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Repaired, repairGap, retryWork } from '#lib/money-repairs/actions.ts'

type Props = { label: string; describes: string } & ({ orderId: string; gap: string } | { workId: number })

/** Presses once, says what came of it beside the button, and lets the page show what is left. */
export function RepairButton(props: Props) {
  const { label, describes } = props
  const router = useRouter()
  const [said, setSaid] = useState<{ isDone: boolean; message: string } | null>(null)
  const [isStepUp, setStepUp] = useState(false)
  const [isSending, startSending] = useTransition()

  const press = () =>
    startSending(async () => {
      const answer = await ask(props).catch(() => null)
      if (answer === null)
        return setSaid({ isDone: false, message: 'The shop does not answer. Press it again.' })
      if (!answer.ok && answer.code === 'second_factor') return setStepUp(true)
      setSaid({ isDone: answer.ok, message: answer.ok ? answer.data.message : answer.message })
      router.refresh()
    })
  return (
    <div className="grid justify-items-start gap-1 sm:justify-items-end">
      <Button
        tone="ink"
        disabled={isSending || said?.isDone === true}
        aria-describedby={describes}
        onClick={press}
      >
        {isSending ? 'One moment…' : label}
      </Button>
      {isStepUp ? (
        <StepUpDialog
          button={label}
          onClose={() => setStepUp(false)}
          onDone={() => {
            setStepUp(false)
            press()
          }}
        />
      ) : null}
      <p role="status" className="text-note text-ink-soft">
        {said?.message}
      </p>
    </div>
  )
}

function ask(props: Props): Promise<Repaired> {
  return 'workId' in props
    ? retryWork({ id: props.workId })
    : repairGap({ orderId: props.orderId, gap: props.gap })
}
