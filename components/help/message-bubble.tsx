import type { HelpMessage } from '#lib/help/thread-view.ts'
import { useText } from '#lib/languages/text.ts'
import { MessageTime } from './message-time.tsx'

type Props = { message: HelpMessage; isMine: boolean; otherName: string; isSeen: boolean }

export const BUBBLE = 'max-w-[min(85%,34rem)] rounded-card px-4 py-2.5 wrap-anywhere whitespace-pre-wrap'

/** A message that the server has. */
export function MessageBubble({ message, isMine, otherName, isSeen }: Props) {
  const t = useText('help')
  return (
    <li className={`grid grid-cols-1 gap-1 ${isMine ? 'justify-items-end' : 'justify-items-start'}`}>
      <p
        dir="auto"
        className={`${BUBBLE} ${isMine ? 'bg-ink text-paper' : 'border border-line bg-paper-raised'}`}
      >
        <span className="sr-only">{isMine ? t('you') : otherName}: </span>
        {message.body}
      </p>
      <p className="text-note wrap-anywhere text-ink-soft">
        {isMine ? null : `${otherName} · `}
        <MessageTime at={message.at} />
        {isMine ? ` · ${isSeen ? t('read') : t('sent')}` : null}
      </p>
    </li>
  )
}
