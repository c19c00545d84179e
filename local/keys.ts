import { createECDH, createHash, generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { codeOf, Problem, reasonOf } from './problem.ts'

/** A private P-256 key as `supabase gen signing-key --algorithm ES256` prints it. */
export type SigningKey = {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  d: string
  kid: string
  alg: 'ES256'
  use: 'sig'
  key_ops: ['sign', 'verify']
  ext: true
}

/** Everything secret on this machine. Made once, kept in `<stateDir>/keys.json`, readable by its owner alone. */
export type LocalKeys = {
  /** `sb_publishable_…`, role anon. */
  publishableKey: string
  /** `sb_secret_…`, role service_role. */
  secretKey: string
  /** Signs session tokens; its public half is served as JWKS. */
  jwtSigningKey: SigningKey
  /** Shared by the gateway and lite only; no client ever sees a token signed with it. */
  liteJwtSecret: string
  /** HMAC key of sale passes. */
  passSecret: string
  stripeSecretKey: string
  stripeWebhookSecret: string
  /** Signs what carriers tell of parcels. */
  shippingWebhookSecret: string
  /** What push services know us by, base64url as browsers and web-push take it. Another pair ends every subscription. */
  vapidPublicKey: string
  vapidPrivateKey: string
  /** Password of role `postgres`. */
  dbPassword: string
  /** Password of the superuser `supabase_admin`. */
  adminDbPassword: string
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function randomWord(length: number): string {
  let word = ''
  for (let i = 0; i < length; i += 1) word += ALPHABET.charAt(randomInt(ALPHABET.length))
  return word
}

/** Hosted keys are a prefix, 22 random characters and an 8 character checksum. */
function apiKey(prefix: string): string {
  const body = `${prefix}_${randomWord(22)}`
  const sum = createHash('sha256').update(body).digest('hex').slice(0, 8)
  return `${body}_${sum}`
}

function signingKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y, d } = privateKey.export({ format: 'jwk' })
  if (!x || !y || !d) throw new Error('Node made a P-256 key without coordinates.')
  const ops: ['sign', 'verify'] = ['sign', 'verify']
  return {
    kty: 'EC',
    crv: 'P-256',
    x,
    y,
    d,
    kid: randomUUID(),
    alg: 'ES256',
    use: 'sig',
    key_ops: ops,
    ext: true,
  }
}

/** As `npx web-push generate-vapid-keys` makes them: an uncompressed point and a number of P-256. */
function vapidKeys(): Pick<LocalKeys, 'vapidPublicKey' | 'vapidPrivateKey'> {
  const pair = createECDH('prime256v1')
  const vapidPublicKey = pair.generateKeys('base64url')
  // A number with leading zeros comes out shorter; everybody expects 32 bytes.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  return { vapidPublicKey, vapidPrivateKey: privateKey.toString('base64url') }
}

function createKeys(): LocalKeys {
  return {
    ...vapidKeys(),
    publishableKey: apiKey('sb_publishable'),
    secretKey: apiKey('sb_secret'),
    jwtSigningKey: signingKey(),
    liteJwtSecret: randomBytes(32).toString('hex'),
    passSecret: randomBytes(32).toString('hex'),
    stripeSecretKey: `sk_test_${randomWord(32)}`,
    stripeWebhookSecret: `whsec_${randomWord(32)}`,
    shippingWebhookSecret: `shsec_${randomWord(32)}`,
    dbPassword: randomWord(24),
    adminDbPassword: randomWord(24),
  }
}

/**
 * Makes sure the state folder exists and can be written, and that others may pass through it (not list it):
 * as root, Postgres runs as another user and lives in a folder inside.
 */
export function openStateDir(stateDir: string): void {
  try {
    const isNew = mkdirSync(stateDir, { recursive: true }) !== undefined
    if (isNew) chmodSync(stateDir, 0o711)
    writeFileSync(join(stateDir, '.writable'), '')
  } catch (error) {
    throw new Problem(
      `The state folder ${stateDir} cannot be written (${codeOf(error) || reasonOf(error)}): make it writable for ` +
        'this user, or set STAMPEDE_STATE_DIR to a folder that is.',
    )
  }
}

/** Reads the keys of this state folder; makes them when it has none yet. */
export function readOrCreateKeys(stateDir: string): LocalKeys {
  const path = join(stateDir, 'keys.json')
  const own = `${path}.${process.pid}`
  const write = (keys: LocalKeys) => writeFileSync(own, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  try {
    const fresh = createKeys()
    if (!existsSync(path)) {
      write(fresh)
      // A link fails when the name is taken: of two first starts at once, both end with the same keys.
      linkIfFree(own, path)
    }
    // Keys added by a later version are filled in, so that an older state folder keeps working.
    const kept: Partial<LocalKeys> = JSON.parse(readFileSync(path, 'utf8'))
    const keys = { ...fresh, ...kept }
    if (Object.keys(keys).length > Object.keys(kept).length) {
      write(keys)
      renameSync(own, path)
    }
    return keys
  } catch (error) {
    throw new Problem(
      `${path} cannot be used (${reasonOf(error)}): start as the user it belongs to, or run \`npm run reset\`.`,
    )
  } finally {
    rmSync(own, { force: true })
  }
}

function linkIfFree(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}
