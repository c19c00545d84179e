'use server'

import { headers } from 'next/headers'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { getText } from '#lib/languages/request-language.ts'
import { addressKey } from '#lib/payments/address-key.ts'
import { getCustomer } from '#lib/payments/customers.ts'
import { payForOrder } from '#lib/payments/pay-for-order.ts'
import type { Payment } from '#lib/payments/payment.ts'
import { type PayRefusalCode, refusalMessage } from '#lib/payments/refusal-message.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { getStripe } from '#lib/stripe/client.ts'
import { createAddTax } from '#lib/tax/add-tax.ts'
import { type PayForBagInput, payForBagSchema } from './schema.ts'

/**
 * Pays for the shopper's own bag in a sale. The bag is read from the session's claims in the database: nothing the
 * browser sends names an amount or somebody else's units.
 */
export async function payForBag(input: PayForBagInput): Promise<ActionResult<Payment, PayRefusalCode>> {
  const t = await getText('payments')
  const statusText = await getText('orderStatus')
  return shopperAction(
    {
      name: 'payForBag',
      schema: payForBagSchema,
      invalid: t('invalid'),
      failed: t('failed'),
      async run({ saleId, requestId, confirmationToken, contact }, shopperId) {
        const { email, name, ...address } = contact
        const env = getEnv()
        const { customerId } = await getCustomer(getPool(), shopperId)
        const deps = { sql: getPool(), stripe: getStripe(), log: getLog() }
        const payment = await payForOrder(
          {
            ...deps,
            addTax: createAddTax(env.taxProvider, deps),
            returnUrl: (orderId) => `${env.shopUrl}/orders/${orderId}`,
            hasStripeJs: env.stripePublishableKey !== null,
          },
          {
            shopperId,
            saleId,
            requestId,
            confirmationToken,
            customerId,
            delivery: { email, name, address },
            addressKey: addressKey(await headers(), env),
            language: t.language,
          },
        )
        switch (payment.status) {
          case 'succeeded':
          case 'processing':
          case 'unknown':
          case 'requires_action':
          case 'queued':
            return { ok: true, data: payment }
          default:
            return { ok: false, code: payment.status, message: refusalMessage(payment, t, statusText) }
        }
      },
    },
    input,
  )
}
