import type { Credentials } from '../caller.ts'
import { json, readBody } from '../replies.ts'
import { databaseErrorOf } from '../rest/errors.ts'
import { getUserAsAdmin } from './admin.ts'
import { type AuthCall, type AuthDeps, requireUser } from './call.ts'
import { AuthError, authErrorReply, invalid } from './errors.ts'
import { challenge, dropFactorAsAdmin, enroll, listFactorsAsAdmin, unenroll } from './factors.ts'
import { forwardToLite } from './mail-flows.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { getUser, signOut, updateUser } from './user.ts'
import { verifyFactor } from './verify-factor.ts'

type Handler = (call: AuthCall) => Promise<Response>
type Route = { method: string; path: RegExp; handle: Handler }

const PREFIX = '/auth/v1'

async function health(): Promise<Response> {
  return json(200, { name: 'GoTrue', version: 'stampede-local', description: 'Auth of one machine' })
}

async function jwks(call: AuthCall): Promise<Response> {
  return json(200, call.deps.tokens.jwks, { 'cache-control': 'public, max-age=600' })
}

async function openIdConfiguration(call: AuthCall): Promise<Response> {
  const { issuer } = call.deps
  return json(200, {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['ES256'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
  })
}

async function settings(call: AuthCall): Promise<Response> {
  const { isSignupEnabled, isAnonymousSignInEnabled, isEmailConfirmed } = call.deps.settings
  return json(200, {
    external: { anonymous_users: isAnonymousSignInEnabled, email: true, phone: false },
    disable_signup: !isSignupEnabled,
    mailer_autoconfirm: isEmailConfirmed,
    phone_autoconfirm: false,
    sms_provider: '',
    saml_enabled: false,
  })
}

async function reauthenticate(call: AuthCall): Promise<Response> {
  await requireUser(call)
  return forwardToLite(call)
}

/** Where a route that hosted Auth has, and this machine does not have yet, says so. */
function missing(code: string, what: string): Handler {
  return async () => {
    throw new AuthError(
      404,
      code,
      `${what} cannot be used on the local Auth server: use a hosted project for it`,
    )
  }
}

/** Routes that a link or another server opens, which have no key. */
const OPEN_ROUTES: Route[] = [
  { method: 'GET', path: /^\/\.well-known\/jwks\.json$/, handle: jwks },
  { method: 'GET', path: /^\/\.well-known\/openid-configuration$/, handle: openIdConfiguration },
  { method: 'GET', path: /^\/health$/, handle: health },
  { method: 'GET', path: /^\/(verify|authorize|callback)$/, handle: (call) => forwardToLite(call) },
]

const KEYED_ROUTES: Route[] = [
  { method: 'POST', path: /^\/signup$/, handle: signUp },
  { method: 'POST', path: /^\/token$/, handle: signIn },
  { method: 'GET', path: /^\/user$/, handle: getUser },
  { method: 'PUT', path: /^\/user$/, handle: updateUser },
  { method: 'POST', path: /^\/logout$/, handle: signOut },
  { method: 'GET', path: /^\/settings$/, handle: settings },
  { method: 'GET', path: /^\/reauthenticate$/, handle: reauthenticate },
  {
    method: 'POST',
    path: /^\/(otp|magiclink|verify|recover|resend)$/,
    handle: (call) => forwardToLite(call),
  },
  { method: 'POST', path: /^\/factors$/, handle: enroll },
  { method: 'POST', path: /^\/factors\/[^/]+\/challenge$/, handle: challenge },
  { method: 'POST', path: /^\/factors\/[^/]+\/verify$/, handle: verifyFactor },
  { method: 'DELETE', path: /^\/factors\/[^/]+$/, handle: unenroll },
  { method: 'GET', path: /^\/admin\/users\/[^/]+\/factors$/, handle: listFactorsAsAdmin },
  { method: 'DELETE', path: /^\/admin\/users\/[^/]+\/factors\/[^/]+$/, handle: dropFactorAsAdmin },
  { method: 'GET', path: /^\/admin\/users\/[^/]+$/, handle: getUserAsAdmin },
  { method: '*', path: /^\/(admin(\/|$)|invite$)/, handle: missing('admin_not_available', 'Admin routes') },
]

function findRoute(routes: Route[], method: string, path: string): { route?: Route; isKnownPath: boolean } {
  const here = routes.filter((route) => route.path.test(path))
  const route = here.find((candidate) => candidate.method === method || candidate.method === '*')
  return route ? { route, isKnownPath: true } : { isKnownPath: here.length > 0 }
}

function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new AuthError(400, 'bad_json', 'Could not parse request body as JSON')
}

export type AuthRequest = {
  request: Request
  url: URL
  /** Reads the key when a route needs one; a Response refuses. */
  credentials: () => Credentials | { response: Response }
  ip: string
}

/** `/auth/v1/*`: GoTrue's routes. */
export function createAuth(deps: AuthDeps): (asked: AuthRequest) => Promise<Response> {
  return async ({ request, url, credentials, ip }) => {
    const path = url.pathname.slice(PREFIX.length).replace(/\/$/, '')
    try {
      const open = findRoute(OPEN_ROUTES, request.method, path)
      const who = open.route ? null : credentials()
      if (who && 'response' in who) return who.response
      const keyed = findRoute(KEYED_ROUTES, request.method, path)
      const route = open.route ?? keyed.route
      if (!route) {
        if (open.isKnownPath || keyed.isKnownPath)
          throw new AuthError(405, 'method_not_allowed', 'Method not allowed')
        throw new AuthError(404, 'not_found', `There is no route ${url.pathname}`)
      }
      const rawBody = await readBody(request)
      const userAgent = (request.headers.get('user-agent') ?? '').slice(0, 500)
      return await route.handle({ deps, request, url, body: parseBody(rawBody), rawBody, who, ip, userAgent })
    } catch (error) {
      if (error instanceof AuthError) return authErrorReply(error, request.headers)
      // Text that Postgres cannot hold (a zero character, say) is the sender's mistake.
      if (databaseErrorOf(error)?.code.startsWith('22')) {
        return authErrorReply(
          invalid('A field holds characters or values that cannot be stored'),
          request.headers,
        )
      }
      throw error
    }
  }
}
