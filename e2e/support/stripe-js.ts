import type { BrowserContext, Page } from '@playwright/test'
import type Stripe from 'stripe'

/** What our page asked of Stripe.js, in order. */
export type StripeCall = Record<string, unknown>

/** Which test payment method the shopper types in, or has in the wallet; the next token is made of it. */
export type Wallet = { paymentMethod: string }

/**
 * Answers for js.stripe.com, which a test machine cannot reach: the fields are words, the wallet is a button, and tokens
 * are made at the sandbox by this process, as Stripe.js makes them at Stripe. What our page asks of it is kept.
 */
export async function serveStripeJs(context: BrowserContext, stripe: Stripe, wallet: Wallet): Promise<void> {
  await context.exposeFunction('makeTokenAtStripe', async (returnUrl: string) => {
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: wallet.paymentMethod,
      return_url: returnUrl,
    })
    return token.id
  })
  await context.exposeFunction('approveAtBank', async (clientSecret: string) => {
    const id = clientSecret.split('_secret_')[0] ?? ''
    const intent = await stripe.paymentIntents.retrieve(id)
    const url = String(intent.next_action?.use_stripe_sdk?.stripe_js ?? '')
    await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'approve' }),
      redirect: 'manual',
    })
  })
  await context.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `(${stripeJs.toString()})()` }),
  )
}

export async function callsOf(page: Page): Promise<StripeCall[]> {
  return page.evaluate(() => Reflect.get(window, 'stripeCalls'))
}

/** Runs in the page, from its own text: it can use nothing from this file. */
function stripeJs() {
  const calls: unknown[] = []
  const element = (type: string, options: unknown) => {
    const listeners = new Map<string, (event: unknown) => void>()
    const emit = (name: string, event: unknown) => listeners.get(name)?.(event)
    const openWallet = () => {
      const event = {
        elementType: type,
        expressPaymentType: 'google_pay',
        resolve: (answer: unknown) => {
          calls.push({ walletOpened: answer })
          emit('confirm', {
            expressPaymentType: 'google_pay',
            paymentFailed: (why: unknown) => void calls.push({ paymentFailed: why }),
          })
        },
        reject: () => void calls.push({ walletRefused: true }),
      }
      emit('click', event)
    }
    calls.push({ created: type, options })
    return {
      mount(place: HTMLElement) {
        if (type === 'expressCheckout') {
          const button = document.createElement('button')
          button.textContent = 'Pay with a wallet'
          button.addEventListener('click', openWallet)
          place.replaceChildren(button)
        } else place.textContent = `Stripe's ${type} field`
        setTimeout(() => emit('ready', { elementType: type }), 50)
      },
      on: (name: string, listener: (event: unknown) => void) => void listeners.set(name, listener),
      once() {},
      off: (name: string) => void listeners.delete(name),
      update() {},
      unmount() {},
      destroy() {},
    }
  }
  const elements = (options: object) => {
    calls.push({ elements: options })
    const made = new Map<string, ReturnType<typeof element>>()
    return {
      create(type: string, given: unknown) {
        const one = element(type, given)
        made.set(type, one)
        return one
      },
      getElement: (type: string) => made.get(type) ?? null,
      update: (change: object) => void calls.push({ update: change }),
      submit: async () => {
        calls.push({ submitted: true })
        return {}
      },
      on() {},
    }
  }
  const ask = (name: string, value: string) => Reflect.get(window, name)(value)
  const stripe = {
    elements,
    createToken() {},
    createPaymentMethod() {},
    confirmCardPayment() {},
    _registerWrapper() {},
    registerAppInfo() {},
    async createConfirmationToken(asked: { params: { return_url: string } }) {
      calls.push({ createConfirmationToken: asked.params })
      return { confirmationToken: { id: await ask('makeTokenAtStripe', asked.params.return_url) } }
    },
    async handleNextAction(asked: { clientSecret: string }) {
      calls.push({ handleNextAction: true })
      await ask('approveAtBank', asked.clientSecret)
      return { paymentIntent: {} }
    },
  }
  Object.assign(window, { stripeCalls: calls, Stripe: () => stripe })
}
