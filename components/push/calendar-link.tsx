import { buttonClass } from '#components/ui/button.tsx'

type Props = { slug: string; words: string; isFirst?: boolean }

/** Rings by itself, on every phone, without us. */
export function CalendarLink({ slug, words, isFirst = false }: Props) {
  return (
    <a href={`/sales/${slug}/calendar.ics`} className={buttonClass(isFirst ? 'ink' : 'quiet')}>
      {words}
    </a>
  )
}
