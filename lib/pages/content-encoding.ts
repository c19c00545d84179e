export type ContentEncoding = 'br' | 'gzip' | 'identity'

/**
 * The smallest of our encodings that an Accept-Encoding header takes (RFC 9110): an encoding named, or `*`, with a weight
 * above 0. Without the header, or with one that takes none of ours, the plain bytes, which everybody can read.
 */
export function encodingFor(accept: string | undefined): ContentEncoding {
  if (accept === undefined) return 'identity'
  const weights = new Map(accept.split(',').map(weightOf))
  const takes = (name: ContentEncoding) => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : 'identity'
}

function weightOf(part: string): [string, number] {
  const [name = '', ...settings] = part.split(';')
  const weight = settings.map((setting) => setting.trim()).find((setting) => /^q=/i.test(setting))
  return [name.trim().toLowerCase(), weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}
