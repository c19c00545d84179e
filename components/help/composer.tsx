'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { BODY_MAX } from '#lib/help/limits.ts'
import type { MessageOutbox } from '#lib/help/message-outbox.ts'
import { useText } from '#lib/languages/text.ts'

type Props = {
  draft: string
  outbox: MessageOutbox | null
  label: string
  field: RefObject<HTMLTextAreaElement | null>
  /** The newest message on the screen. */
  seenTo: number
  /** What the button spends: the one thing to do on a shopper's screen is hot. */
  tone?: 'hot' | 'ink'
}

const ROWS_MAX = 8
const WARN_FROM = BODY_MAX - 200

/** Where one writes. What is typed is kept on the device; Enter makes a line, Ctrl or ⌘ with it sends. */
export function Composer({ draft: kept, outbox, label, field, seenTo, tone = 'hot' }: Props) {
  const t = useText('help')
  // What is typed before the outbox has been opened on the device goes behind what it had kept.
  const [early, setEarly] = useState('')
  const typedEarly = useRef('')
  useLayoutEffect(() => {
    if (!outbox || typedEarly.current === '') return
    outbox.setDraft(outbox.getState().draft + typedEarly.current)
    typedEarly.current = ''
  }, [outbox])
  const draft = outbox ? kept : early
  useEffect(() => grow(field.current, draft), [draft, field])
  const left = BODY_MAX - draft.length
  const send = () => {
    if (left < 0) return
    outbox?.write(seenTo)
    field.current?.focus()
  }
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label htmlFor="message" className="sr-only">
        {label}
      </label>
      <textarea
        id="message"
        ref={field}
        rows={1}
        value={draft}
        placeholder={label}
        aria-describedby={draft.length > WARN_FROM ? 'message-left' : undefined}
        aria-invalid={left < 0 ? true : undefined}
        onChange={({ target: { value } }) => {
          if (outbox) return outbox.setDraft(value)
          typedEarly.current = value
          setEarly(value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            send()
          }
        }}
        className="min-h-14 min-w-0 flex-1 basis-44 resize-none rounded-card border border-line-strong bg-paper-raised px-3.5 py-3.5 leading-normal text-ink placeholder:truncate placeholder:text-ink-soft"
      />
      <Button type="submit" tone={tone} size="large" aria-disabled={draft.trim() === '' || left < 0}>
        {t('send')}
      </Button>
      {draft.length > WARN_FROM ? (
        <p
          id="message-left"
          role="status"
          className={`figures w-full text-note ${left < 0 ? 'font-semibold text-alert' : 'text-ink-soft'}`}
        >
          {left < 0 ? t('tooLong', { count: -left }) : t('left', { count: left })}
        </p>
      ) : null}
    </form>
  )
}

/** As tall as what is in it, up to a point. */
function grow(element: HTMLTextAreaElement | null, text: string): void {
  if (!element) return
  element.style.height = 'auto'
  if (text === '') return
  const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight) || 24
  element.style.height = `${Math.min(element.scrollHeight + 2, lineHeight * ROWS_MAX)}px`
}
