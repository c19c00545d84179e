import postgres, { type Sql } from 'postgres'
import { verifyPass } from '#lib/passes/pass.ts'
import { claimOne, type Outcome } from './claim-one.ts'

const STATUS: Record<Outcome['outcome'], number> = {
  claimed: 201,
  repeated: 200,
  unknown_item: 404,
  not_open: 425,
  closed: 410,
  limit_reached: 403,
  sold_out: 409,
}

let pool: Sql | undefined

function database(): Sql {
  pool ??= postgres(process.env.DATABASE_URL ?? '', { max: 20, onnotice: () => undefined })
  return pool
}

export async function POST(request: Request): Promise<Response> {
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ', 2)
  const pass = scheme === 'Pass' ? verifyPass(token, process.env.PASS_SECRET ?? '', Date.now()) : null
  if (!pass) return Response.json({ code: 'unauthenticated' }, { status: 401 })
  const { itemId, quantity, requestId } = await request.json()
  if (
    typeof itemId !== 'string' ||
    typeof requestId !== 'string' ||
    !Number.isInteger(quantity) ||
    quantity < 1
  ) {
    return Response.json({ code: 'invalid' }, { status: 422 })
  }
  const answer = await claimOne(database(), pass.shopperId, { itemId, quantity, requestId })
  const status = STATUS[answer.outcome]
  if (answer.outcome !== 'claimed' && answer.outcome !== 'repeated') {
    return Response.json({ code: answer.outcome }, { status })
  }
  const { id, position, expiresAt } = answer
  return Response.json({ claim: { id, itemId, quantity, status: 'held', expiresAt, position } }, { status })
}
