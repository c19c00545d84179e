import { Button } from '#components/ui/button.tsx'
import type { MessageOutbox, Outgoing } from '#lib/help/message-outbox.ts'
import { BUBBLE } from './message-bubble.tsx'

const LOOKS: Record<Outgoing['state'], string> = {
  sending: 'bg-ink text-paper opacity-80',
  sent: 'bg-ink text-paper',
  kept: 'bg-held-wash text-held-ink',
  refused: 'bg-alert-wash text-alert',
}

/** A message that is still on this device: how far it has come, and what can be done about it. */
export function OutgoingBubble({ message, outbox }: { message: Outgoing; outbox: MessageOutbox | null }) {
  return (
    <li className="grid grid-cols-1 justify-items-end gap-1">
      <p className={`${BUBBLE} ${LOOKS[message.state]}`}>
        <span className="sr-only">You: </span>
        {message.body}
      </p>
      <p
        className={`max-w-[85%] text-right text-note ${message.state === 'refused' ? 'text-alert' : 'text-ink-soft'}`}
      >
        {stateWords(message)}
      </p>
      {message.state === 'refused' ? (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => outbox?.edit(message.requestId)}>Change it</Button>
          <Button onClick={() => outbox?.retry(message.requestId)}>Send again</Button>
        </div>
      ) : null}
    </li>
  )
}

function stateWords({ state, reason }: Outgoing): string {
  switch (state) {
    case 'sending':
      return 'Sending…'
    case 'sent':
      return 'Sent'
    case 'kept':
      return 'Kept on this device. It is sent by itself when the shop can be reached.'
    case 'refused':
      return `Not sent. ${reason ?? ''}`
  }
}
