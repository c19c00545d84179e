'use client'

import { useId, useRef, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import type { FieldErrors } from '#lib/actions/result.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { sendPicture } from '#lib/pictures/send-picture.ts'
import { PictureCard } from './picture-card.tsx'
import { type Sending, SendingCard } from './sending-card.tsx'

/** A picture that is kept: where, and the words for who cannot see it. */
export type Picked = { url: string; alt: string }

type Props = {
  label: string
  hint?: string
  pictures: readonly Picked[]
  /** Gets the change as a function of what is there then: several files arrive in their own time. */
  onChange: (change: (before: readonly Picked[]) => Picked[]) => void
  max: number
  /** False where what stands beside the picture says all there is to say: then no words are asked for. */
  isDescribed?: boolean
  /** By place: "0.alt". */
  errors?: FieldErrors
}

const TAKEN = 'image/jpeg,image/png,image/webp,image/heic,image/tiff'

/** Pictures: chosen or taken, sent at once, described, put in order, removed. What could not be sent stays, with why and "try again". */
export function PictureField({
  label,
  hint,
  pictures,
  onChange,
  max,
  isDescribed = true,
  errors = {},
}: Props) {
  const id = useId()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const room = max - pictures.length - sending.length

  const change = (key: string, to: Partial<Sending> | null) =>
    setSending((all) => all.flatMap((one) => (one.key !== key ? [one] : to ? [{ ...one, ...to }] : [])))

  async function send(one: Sending) {
    change(one.key, { problem: null, part: 0 })
    const answer = await sendPicture(one.file, (part) => change(one.key, { part }))
    if (!answer.ok) return change(one.key, { problem: answer.message })
    change(one.key, null)
    onChange((before) => [...before, { url: answer.url, alt: '' }])
    setSaid(isDescribed ? 'The picture was added. Say what it shows.' : 'The picture was added.')
  }

  function choose(files: FileList | null) {
    const added = [...(files ?? [])]
      .slice(0, Math.max(0, room))
      .map((file) => ({ key: newRequestId(), file, name: file.name, part: 0, problem: null }))
    setSending((all) => [...all, ...added])
    // One after the other: on a phone's line side by side they would all be late.
    void added.reduce((before, one) => before.then(() => send(one)), Promise.resolve())
  }

  function move(at: number, by: number) {
    onChange((before) => {
      const after = [...before]
      const [moved] = after.splice(at, 1)
      if (moved) after.splice(at + by, 0, moved)
      return after
    })
    setSaid(`Now picture ${at + by + 1} of ${pictures.length}.`)
    requestAnimationFrame(() => {
      const card = list.current?.children[at + by]
      card
        ?.querySelector<HTMLElement>(`[data-move="${by}"]:not(:disabled), [data-move]:not(:disabled)`)
        ?.focus()
    })
  }

  return (
    <fieldset className="grid gap-3" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="text-note font-semibold">{label}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="text-note text-ink-soft">
          {hint}
        </p>
      ) : null}
      {pictures.length + sending.length > 0 ? (
        <ol ref={list} className="grid gap-3">
          {pictures.map((picture, at) => (
            <PictureCard
              key={picture.url}
              picture={picture}
              isDescribed={isDescribed}
              place={at + 1}
              count={pictures.length}
              error={errors[`${at}.alt`] ?? null}
              onDescribe={(alt) =>
                onChange((before) => before.map((one) => (one.url === picture.url ? { ...one, alt } : one)))
              }
              onMove={(by) => move(at, by)}
              onRemove={() => {
                onChange((before) => before.filter((one) => one.url !== picture.url))
                setSaid('The picture was removed.')
              }}
            />
          ))}
          {sending.map((one) => (
            <SendingCard
              key={one.key}
              sending={one}
              onAgain={() => void send(one)}
              onForget={() => change(one.key, null)}
            />
          ))}
        </ol>
      ) : null}
      {room > 0 ? (
        <div className="flex flex-wrap gap-2">
          <Chooser
            id={`${id}-file`}
            label={pictures.length === 0 ? 'Choose a picture' : 'Add a picture'}
            onChoose={choose}
            isMany={room > 1}
          />
          <span className="hidden pointer-coarse:contents">
            <Chooser id={`${id}-camera`} label="Take a photo" onChoose={choose} isCamera />
          </span>
        </div>
      ) : (
        <p className="text-note text-ink-soft">That is all there is room for: remove one to add another.</p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  )
}

type ChooserProps = {
  id: string
  label: string
  onChoose: (files: FileList | null) => void
  isMany?: boolean
  isCamera?: boolean
}

function Chooser({ id, label, onChoose, isMany = false, isCamera = false }: ChooserProps) {
  return (
    <label
      htmlFor={id}
      className={`${buttonClass('quiet')} cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-ink`}
    >
      {label}
      <input
        id={id}
        type="file"
        accept={TAKEN}
        className="sr-only"
        multiple={isMany}
        {...(isCamera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          onChoose(event.target.files)
          // The same file again is a choice, too.
          event.target.value = ''
        }}
      />
    </label>
  )
}
