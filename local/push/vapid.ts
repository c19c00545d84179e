import { errors, importJWK, jwtVerify } from 'jose'

/** Why a push is refused, as push services do. */
export type Refused = { status: number; why: string }

const AUTHORIZATION = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$/
const DAY_SECONDS = 86_400
const KEPT_MAX = 1_000

/**
 * Checks who sends (RFC 8292): signed by the key the device subscribed with, for this origin, for a day at most, by somebody
 * who says how to be reached. A token that was good is remembered, since one is used for thousands of pushes.
 */
export class VapidCheck {
  readonly #origin: string
  readonly #good = new Map<string, number>()

  constructor(origin: string) {
    this.#origin = origin
  }

  async check(authorization: string | undefined, applicationServerKey: string): Promise<Refused | null> {
    const [, token, key] = AUTHORIZATION.exec(authorization ?? '') ?? []
    if (!token || !key) return { status: 401, why: 'There is no `vapid t=…, k=…` in Authorization.' }
    if (key !== applicationServerKey)
      return { status: 403, why: 'The key is not the one the device subscribed with.' }
    if ((this.#good.get(`${token} ${key}`) ?? 0) > Date.now()) return null
    const point = Buffer.from(key, 'base64url')
    if (point.length !== 65 || point[0] !== 4) return { status: 401, why: 'The key is no point of P-256.' }
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
    if (!x || !y) return { status: 401, why: 'The key is no point of P-256.' }
    try {
      const jwk = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
      const { payload } = await jwtVerify(token, jwk, { algorithms: ['ES256'], audience: this.#origin })
      const { exp = 0, sub = '' } = payload
      if (exp > Date.now() / 1000 + DAY_SECONDS)
        return { status: 401, why: 'The token is good for more than a day.' }
      if (!/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(sub))
        return { status: 401, why: 'The token does not say whom to write to.' }
      if (this.#good.size >= KEPT_MAX) this.#good.clear()
      this.#good.set(`${token} ${key}`, exp * 1000)
      return null
    } catch (error) {
      if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error
      return { status: 401, why: `The token is not good: ${error.message}.` }
    }
  }
}
