import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BOOKS, type CertificateFile, certificateFileShape } from './certificate.ts'
import { makeUpFile, type Step, steps } from './made-up.ts'
import { digestOf, verifyCertificate } from './verify.ts'

const step = (what: Step['what'], pick = 0, units = 1): Step => ({ what, pick, units })
const eventful = [
  step('claim', 0, 2),
  step('pay'),
  step('claim', 1),
  step('give_back'),
  step('claim', 2, 3),
  step('lapse'),
  step('withdraw', 0, 4),
  step('restock', 1, 2),
  step('claim', 4),
  step('pay'),
  step('return', 0, 1),
]
const file = makeUpFile(eventful)
const copy = (): CertificateFile => structuredClone(file)
/** The digests made to fit again, as somebody would who knows how: the numbers alone must give it away. */
function withFreshDigests(changed: CertificateFile): CertificateFile {
  for (const book of BOOKS)
    changed.certificate.digests[book] = { lines: changed[book].length, sha256: digestOf(changed[book]) }
  return changed
}

test('a file as it was exported is true', () => {
  expect(certificateFileShape.parse(file)).toEqual(file)
  expect(verifyCertificate(file)).toMatchObject({ isTrue: true, differences: [], named: [] })
  expect(verifyCertificate(file).numbers).toBeGreaterThan(50)
})

test('any sale that can happen is recomputed to what was counted while it happened', () => {
  fc.assert(
    fc.property(steps, (played) => {
      expect(verifyCertificate(makeUpFile(played)).differences).toEqual([])
    }),
  )
})

/** Every number in a certificate, as a path to it. */
function numbersIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...path, key]))
}
function addOne(file: CertificateFile, path: readonly string[]): void {
  const last = path.at(-1) ?? ''
  const place = path.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), file.certificate)
  Reflect.set(place, last, Number(Reflect.get(place, last)) + 1)
}

const numbers = numbersIn(file.certificate).filter(
  // Neither is a count: the version is refused by the reader, and a price is not recomputed from movements.
  (path) => path.at(-1) !== 'version' && path.at(-1) !== 'priceCents',
)
test.each(numbers.map((path) => [path.join('.'), path] as const))(
  'one more in %s is found',
  (_what, path) => {
    const changed = copy()
    addOne(changed, path)
    expect(verifyCertificate(changed).isTrue).toBe(false)
  },
)

describe.each(BOOKS)('in %s', (book) => {
  const count = file[book].length
  const tamper = (change: (lines: string[]) => void) => {
    const changed = copy()
    change(changed[book])
    return verifyCertificate(changed)
  }

  test('a line that is removed, repeated or changed is found, whichever it is', () => {
    for (let at = 0; at < count; at += 1) {
      expect(tamper((lines) => void lines.splice(at, 1)).isTrue).toBe(false)
      expect(tamper((lines) => void lines.splice(at, 0, lines[at] ?? '')).isTrue).toBe(false)
      expect(tamper((lines) => void lines.splice(at, 1, `${lines[at]} `)).isTrue).toBe(false)
    }
  })

  test('lines in another order are found', () => {
    if (count < 2) return
    expect(tamper((lines) => void lines.reverse()).isTrue).toBe(false)
  })

  test('a line that is removed or repeated is found even with the digest made to fit', () => {
    for (let at = 0; at < count; at += 1) {
      for (const replacement of [[], [file[book][at] ?? '', file[book][at] ?? '']]) {
        const changed = copy()
        changed[book].splice(at, 1, ...replacement)
        expect(verifyCertificate(withFreshDigests(changed)).isTrue).toBe(false)
      }
    }
  })
})

test('movements in an order that cannot have been are found even with the digest made to fit', () => {
  const changed = copy()
  changed.movements.reverse()
  const { differences } = verifyCertificate(withFreshDigests(changed))
  expect(differences.join('\n')).toMatch(/takes units that were not there/)
  expect(differences.join('\n')).toMatch(/which is not claimed/)
})

test('any number of any line that is changed is found', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (played, book, line, more) => {
      const changed = makeUpFile(played)
      const lines = changed[BOOKS[book % BOOKS.length] ?? 'movements']
      fc.pre(lines.length > 0)
      const at = line % lines.length
      lines[at] = (lines[at] ?? '').replace(/,(\d+),/, (_, number: string) => `,${Number(number) + more},`)
      fc.pre(lines[at] !== makeUpFile(played)[BOOKS[book % BOOKS.length] ?? 'movements'][at])
      expect(verifyCertificate(changed).isTrue).toBe(false)
    }),
  )
})

test('a gap the certificate names itself is told and is not a lie', () => {
  const changed = copy()
  changed.certificate.gaps.push({ of: 'order 0000-0000', gap: 'silent', detail: 'paying since noon' })
  expect(verifyCertificate(changed)).toMatchObject({
    isTrue: true,
    named: ['order 0000-0000: silent (paying since noon)'],
  })
})

test('an order paid without its money is found when the certificate says that nothing is wrong', () => {
  const changed = copy()
  changed.money.pop()
  const { differences } = verifyCertificate(withFreshDigests(changed))
  expect(differences.join('\n')).toMatch(/Order 0000-0001 is paid with 0 charged/)
})
