/** Where a card stands among `count` of a list: the columns it takes, and the shape it has there. */
export type CardPlace = { span: string; size: 'wide' | 'last' | 'regular' }

/**
 * Places in a grid of one, two (from `sm`) or six columns (from `lg`) without a gap. On a desk a card takes a third, and what would be left
 * alone or in a pair in the last row shares rows of two halves: 2 are two halves, 4 are two rows of them, 5 are three and two. On a
 * tablet the last of an odd number has a row to itself, its picture beside its words. One alone does so everywhere.
 */
export function cardPlace(at: number, count: number): CardPlace {
  if (count === 1) return { span: 'sm:col-span-2 lg:col-span-6', size: 'wide' }
  const halves = [0, 4, 2][count % 3] ?? 0
  const onDesk = at >= count - halves ? 'lg:col-span-3' : 'lg:col-span-2'
  const isLastOdd = count % 2 === 1 && at === count - 1
  return isLastOdd ? { span: `sm:col-span-2 ${onDesk}`, size: 'last' } : { span: onDesk, size: 'regular' }
}
