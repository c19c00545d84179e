import type Stripe from 'stripe'
import { CREATE_CUSTOMER_SESSION } from './customer-rules.ts'
import { requireCustomer } from './customers.ts'
import type { Form } from './form.ts'
import { newId, seconds } from './ids.ts'
import { checkParams, optionalInteger, optionalText, optionalTexts, requiredText } from './params.ts'
import { invalidParam } from './problems.ts'
import type { Call } from './request.ts'

type Features = Stripe.CustomerSession.Components.PaymentElement.Features

/** The client secret of a session is good for half an hour at Stripe. */
const SESSION_SECONDS = 30 * 60
const OFF = { enabled: false }

/** `POST /v1/customer_sessions`: what Elements may do with a customer's saved payment methods. */
export function createCustomerSession({ form, store }: Call): Stripe.CustomerSession {
  checkParams(form, CREATE_CUSTOMER_SESSION)
  const customer = requireCustomer(store, requiredText(form, 'customer'), 'customer', 400)
  const components = form.components
  if (components === undefined || typeof components === 'string')
    throw invalidParam('components', 'Missing required param: components.', 'parameter_missing')
  const element = components.payment_element
  if (element === undefined || typeof element === 'string' || Object.keys(components).length > 1) {
    throw invalidParam('components', 'This sandbox makes sessions for the payment_element alone.')
  }
  const created = seconds(Date.now())
  return {
    object: 'customer_session',
    client_secret: newId('cuss_secret', 40),
    components: {
      active_entitlements: OFF,
      buy_button: OFF,
      customer_portal: OFF,
      customer_sheet: { enabled: false, features: null },
      mobile_payment_element: { enabled: false, features: null },
      payment_element: { enabled: element.enabled === 'true', features: featuresOf(element) },
      pricing_table: OFF,
    },
    created,
    customer: customer.id,
    customer_account: null,
    expires_at: created + SESSION_SECONDS,
    livemode: false,
  }
}

/** The features as they were asked for; what was not is off: https://docs.stripe.com/api/customer_sessions/object */
function featuresOf(element: Form): Features {
  const given = element.features ?? {}
  if (typeof given === 'string') throw invalidParam('components[payment_element][features]', 'Invalid object')
  const save = optionalText(given, 'payment_method_save') ?? 'disabled'
  const usage = optionalText(given, 'payment_method_save_usage') ?? null
  if (save === 'enabled' && usage === null) {
    throw invalidParam(
      'components[payment_element][features][payment_method_save_usage]',
      'payment_method_save_usage is required when payment_method_save is enabled.',
      'parameter_missing',
    )
  }
  return {
    payment_method_allow_redisplay_filters: optionalTexts(
      given,
      'payment_method_allow_redisplay_filters',
    ) ?? ['always'],
    payment_method_redisplay: optionalText(given, 'payment_method_redisplay') ?? 'disabled',
    payment_method_redisplay_limit: optionalInteger(given, 'payment_method_redisplay_limit') ?? 3,
    payment_method_remove: optionalText(given, 'payment_method_remove') ?? 'disabled',
    payment_method_save: save,
    payment_method_save_usage: usage,
  }
}
