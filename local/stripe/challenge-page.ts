import type Stripe from 'stripe'
import { escapeHtml } from '../html.ts'

/** Minor units as a person reads them. */
export function money(cents: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** What a bank would show for 3-D Secure: the amount and two answers. */
export function challengePage(intent: Stripe.PaymentIntent): string {
  const amount = escapeHtml(money(intent.amount, intent.currency))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Approve ${amount} (sandbox)</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 0; min-height: 100svh; display: grid; place-items: center; background: Canvas; color: CanvasText }
  main { width: min(24rem, 100% - 3rem); padding: 2rem 0; text-align: center }
  .mark { display: inline-block; padding: .125rem .75rem; border-radius: 99px; background: #ffd166; color: #3a2a00; font-size: .875rem; font-weight: 600 }
  h1 { font-size: 2.5rem; line-height: 1.1; margin: 1.5rem 0 .5rem; font-variant-numeric: tabular-nums }
  p { margin: 0 0 2rem; opacity: .8 }
  button { display: block; width: 100%; min-height: 3.25rem; margin-top: .75rem; border: 1px solid currentColor; border-radius: .75rem; background: none; color: inherit; font: inherit; font-weight: 600; cursor: pointer }
  button.yes { background: #12663f; border-color: #12663f; color: #fff }
  button:focus-visible { outline: 3px solid #4c8dff; outline-offset: 2px }
</style>
</head>
<body>
<main>
  <span class="mark">Sandbox: no money moves</span>
  <h1>${amount}</h1>
  <p>Your bank asks whether this payment is yours.</p>
  <form method="post">
    <button class="yes" name="outcome" value="approve">Approve payment</button>
    <button name="outcome" value="refuse">Refuse payment</button>
  </form>
</main>
</body>
</html>
`
}
