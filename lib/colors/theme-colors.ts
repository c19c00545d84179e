export type Theme = 'light' | 'dark'

/** The colours of each theme by name (`paper`, `ink-soft`, …), as app/globals.css has them: `#rgb` or `#rrggbb`. */
export type ThemeColors = Record<Theme, Readonly<Record<string, string>>>

/** Reads the two blocks of the stylesheet that name colours. What the dark one leaves out is as in the light one. */
export function readThemeColors(css: string): ThemeColors {
  const [light, dark] = [css.split('@theme {')[1], css.split('(prefers-color-scheme: dark) {')[1]]
  if (light === undefined || dark === undefined)
    throw new Error('app/globals.css has no @theme or no dark block: name the colours there.')
  const found = colorsOf(upToClosing(light))
  return { light: found, dark: { ...found, ...colorsOf(upToClosing(dark)) } }
}

function upToClosing(text: string): string {
  return text.slice(0, text.indexOf('}'))
}

function colorsOf(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--color-([a-z-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name, value]),
  )
}

/** The contrast of two colours as WCAG 2.2 defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const digits =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)
  const [red = 0, green = 0, blue = 0] = (digits ?? []).map((pair) => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
