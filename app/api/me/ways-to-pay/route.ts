import { getMyWaysToPay } from '#lib/payments/queries.ts'

/**
 * What the shopper of this session can pay with: asked by the page that pays, once, so that a slow Stripe holds up
 * neither the page nor the tap on pay. POST, because it may make the customer at Stripe.
 */
export async function POST(): Promise<Response> {
  return Response.json(await getMyWaysToPay(), { headers: { 'cache-control': 'no-store' } })
}
