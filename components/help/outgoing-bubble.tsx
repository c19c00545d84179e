import { Button } from '#components/ui/button.tsx'
import type { MessageOutbox, Outgoing } from '#lib/help/message-outbox.ts'
import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import { BUBBLE } from './message-bubble.tsx'

const LOOKS: Record<Outgoing['state'], string> = {
  sending: 'bg-ink text-paper opacity-80',
  sent: 'bg-ink text-paper',
  kept: 'bg-held-wash text-held-ink',
  refused: 'bg-alert-wash text-alert',
}

/** A message that is still on this device: how far it has come, and what can be done about it. */
export function OutgoingBubble({ message, outbox }: { message: Outgoing; outbox: MessageOutbox | null }) {
  const t = useText('help')
  return (
    <li className="grid grid-cols-1 justify-items-end gap-1">
      <p dir="auto" className={`${BUBBLE} ${LOOKS[message.state]}`}>
        <span className="sr-only">{t('you')}: </span>
        {message.body}
      </p>
      <p
        className={`max-w-[85%] text-end text-note ${message.state === 'refused' ? 'text-alert' : 'text-ink-soft'}`}
      >
        {stateWords(message, t)}
      </p>
      {message.state === 'refused' ? (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => outbox?.edit(message.requestId)}>{t('change')}</Button>
          <Button onClick={() => outbox?.retry(message.requestId)}>{t('sendAgain')}</Button>
        </div>
      ) : null}
    </li>
  )
}

function stateWords({ state, reason }: Outgoing, t: Text<'help'>): string {
  switch (state) {
    case 'sending':
      return t('sending')
    case 'sent':
      return t('sent')
    case 'kept':
      return t('kept')
    case 'refused':
      return t('notSent', { reason: reason ?? '' })
  }
}
