/** Stitches, ribs and weaves: what wool, canvas and linen are made of, as patterns that cost a few bytes. */

/** Knitted Vs; `light` on the side of the window, `dark` between the stitches. */
export const knit = (id: string, light: string, dark: string, size = 14) =>
  `<pattern id="${id}" width="14" height="12" patternUnits="userSpaceOnUse" patternTransform="scale(${size / 14})">` +
  `<path d="M0 0l7 8 7-8M0 12l7 8 7-8M0-12l7 8 7-8" fill="none" stroke="${dark}" stroke-width="2.4" opacity=".55"/>` +
  `<path d="M1.5-1l4.6 5.6M1.5 11l4.6 5.6" stroke="${light}" stroke-width="2.6" stroke-linecap="round" opacity=".38"/>` +
  `<path d="M12.5-1 7.9 4.6M12.5 11 7.9 16.6" stroke="${light}" stroke-width="2" stroke-linecap="round" opacity=".2"/></pattern>`

/** Ribs that stand up beside each other. */
export const ribs = (id: string, light: string, dark: string, width = 16) =>
  `<pattern id="${id}" width="${width}" height="8" patternUnits="userSpaceOnUse">` +
  `<path d="M0 0h${width * 0.3}v8H0z" fill="${dark}" opacity=".55"/><path d="M${width * 0.42} 0h${width * 0.26}v8h-${width * 0.26}z" fill="${light}" opacity=".32"/>` +
  `<path d="M${width * 0.3} 0l${width * 0.35} 5 ${width * 0.35}-5" fill="none" stroke="${dark}" stroke-width="1.4" opacity=".4"/></pattern>`

/** Threads over and under. */
export const weave = (id: string, light: string, dark: string, size = 8) =>
  `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="scale(${size / 8})">` +
  `<path d="M0 1h4M4 5h4M1 4v4M5 0v4" stroke="${light}" stroke-width="1.6" opacity=".35"/><path d="M0 3h4M4 7h4M3 4v4M7 0v4" stroke="${dark}" stroke-width="1.4" opacity=".3"/></pattern>`

/** Herringbone, for what came off a loom of 1931. */
export const herringbone = (id: string, light: string, dark: string) =>
  `<pattern id="${id}" width="24" height="8" patternUnits="userSpaceOnUse">` +
  `<path d="M0 8 12 0 24 8M0 16 12 8 24 16" fill="none" stroke="${light}" stroke-width="2.2" opacity=".3"/><path d="M0 4 12-4 24 4M0 12 12 4 24 12" fill="none" stroke="${dark}" stroke-width="2" opacity=".26"/></pattern>`
