import type { ReactNode } from 'react'

type Props = { title: string; words: string; children: ReactNode }

/** An empty, missing or broken place: says which, what to do, and offers it. The strip of unknown ticks stands for "nothing". */
export function NothingHere({ title, words, children }: Props) {
  return (
    <div className="sheet grid max-w-2xl grid-cols-1 justify-items-start gap-5 py-16">
      <span aria-hidden className="flex h-10 w-full gap-[3px]">
        {Array.from({ length: 10 }, (_, at) => (
          <span key={String(at)} className="grow border-b-2 border-line-strong" />
        ))}
      </span>
      <h1 className="poster text-poster">{title}</h1>
      <p className="text-lead wrap-anywhere text-ink-soft">{words}</p>
      {children}
    </div>
  )
}
