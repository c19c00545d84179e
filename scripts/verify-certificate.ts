import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type CertificateFile, certificateFileShape } from '#lib/certificates/certificate.ts'
import { type Verdict, verifyCertificate } from '#lib/certificates/verify.ts'

/** A text of V8 holds half a gigabyte; four million claims are less. */
const MAX_BYTES = 400 * 1024 * 1024
const DIFFERENCES_MAX = 100

/** A file that is no certificate: nothing can be said about it, which is another thing than a certificate that is wrong. */
class Unreadable extends Error {}

function read(path: string): CertificateFile {
  const text = textOf(path)
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new Unreadable(`${path} is not JSON: download it again from the certificate's page.`)
  }
  const version = Object(Object(data).certificate).version
  if (version !== undefined && version !== 1)
    throw new Unreadable(
      `${path} is of version ${version}, and this script knows version 1: use the Stampede that made it.`,
    )
  const parsed = certificateFileShape.safeParse(data)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Unreadable(
    `${path} is not a certificate with its lines: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`,
  )
}

function textOf(path: string): string {
  try {
    const { size } = statSync(path)
    if (size > MAX_BYTES)
      throw new Unreadable(
        `${path} has ${size} bytes and at most ${MAX_BYTES} can be read: check it on a copy in parts.`,
      )
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(
      `${path} cannot be read (${error instanceof Error ? error.message : error}): give the path of the downloaded file.`,
    )
  }
}

function report({ certificate, movements }: CertificateFile, verdict: Verdict): string[] {
  const { sale } = certificate
  const found = verdict.differences
  return [
    `${sale.title} by ${sale.merchant}, ${certificate.isFinal ? 'final' : 'so far'}, as of ${certificate.at}`,
    `${verdict.numbers} numbers compared, recomputed from ${movements.length} movements.`,
    ...verdict.named.map((gap) => `Named on the certificate: ${gap}`),
    ...found.slice(0, DIFFERENCES_MAX).map((difference) => `✗ ${difference}`),
    ...(found.length > DIFFERENCES_MAX ? [`… and ${found.length - DIFFERENCES_MAX} more.`] : []),
    verdict.isTrue
      ? '✓ The certificate is true: its lines give the same numbers and the same digests.'
      : `✗ The certificate is not true: ${found.length} ${found.length === 1 ? 'difference' : 'differences'}.`,
    `sha256 of the movements: ${certificate.digests.movements.sha256}`,
  ]
}

/** 0: true. 1: not true, with every difference. 2: not a certificate at all. */
function main(): number {
  const [path, ...rest] = process.argv.slice(2)
  if (!path || rest.length > 0) {
    process.stderr.write('Usage: npm run verify-certificate file.json\n')
    return 2
  }
  try {
    // npm runs scripts in the project's folder and says here where it was called.
    const file = read(resolve(process.env.INIT_CWD ?? process.cwd(), path))
    const verdict = verifyCertificate(file)
    process.stdout.write(`${report(file, verdict).join('\n')}\n`)
    return verdict.isTrue ? 0 : 1
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

process.exitCode = main()
