/** How what somebody typed is written where others read it. */

/** Characters that end a line, or turn the direction of what follows: a name has none of them. */
const BREAKERS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** One line, whatever was typed: a name cannot write a header, a second line or the words after it. */
export function oneLine(text: string): string {
  return text.replace(BREAKERS, ' ').replace(/\s+/g, ' ').trim()
}

/** At most `max` characters, with an ellipsis where something is missing. */
export function clip(text: string, max: number): string {
  const characters = [...text]
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`
}

const NAME_MAX = 120

export function nameOf(text: string): string {
  return clip(oneLine(text), NAME_MAX)
}

/** "Moon jar, Ash"; a product with one variant only has no second name. */
export function productName(product: string, variant: string): string {
  return [nameOf(product), nameOf(variant)].filter((name) => name !== '').join(', ')
}
