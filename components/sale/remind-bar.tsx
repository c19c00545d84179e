import { RemindButton } from '#components/push/remind-button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { useText } from '#lib/languages/text.ts'

type Props = { sale: { id: string; slug: string }; opensAtMs: number; renderedAtMs: number }

/** In the bar of a sale that opens later: there is one thing to do now, and below its words stands what happens next. */
export function RemindBar({ sale, opensAtMs, renderedAtMs }: Props) {
  const t = useText('claims')
  const clock = () => <Countdown key="clock" untilMs={opensAtMs} renderedAtMs={renderedAtMs} />
  return <RemindButton sale={sale} next={t.rich('opensIn', { clock })} />
}
