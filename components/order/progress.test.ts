import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import { ORDER_STATUSES } from '#lib/orders/order-status.ts'
import { isOrderStatus, isSettled, orderProgress, orderWords } from './progress.ts'

const t = textIn('en', 'orderStatus')

describe('the state of an order in words', () => {
  test.each(ORDER_STATUSES)('%s says what happened and what it means, in every language', (status) => {
    for (const language of LANGUAGES) {
      const facts = { status, email: null, declineReason: null }
      const words = orderWords(facts, textIn(language, 'orderStatus'))
      expect(words.headline).not.toBe('')
      expect(words.detail).toMatch(/[.]$/)
    }
  })

  test('a declined payment says why, that nothing was charged, and what to do', () => {
    const words = orderWords({ status: 'open', email: null, declineReason: 'your card was declined' }, t)
    expect(words.detail).toContain('Your card was declined.')
    expect(words.detail).toContain('Nothing was charged')
    expect(words.detail).toContain('another card')
    expect(words.mood).toBe('act')
  })

  test('an order called off after it was paid never says that nothing was charged', () => {
    const reason = 'The shop called this order off. You get all of your money back.'
    const paid = orderWords({ status: 'cancelled', email: null, declineReason: reason, isCharged: true }, t)
    expect(paid.detail).toContain('all of your money back')
    expect(paid.detail).not.toContain('Nothing was charged')
    expect(orderWords({ status: 'cancelled', email: null, declineReason: null }, t).detail).toContain(
      'Nothing was charged',
    )
  })

  test('money is called paid only when Stripe has said so', () => {
    for (const status of ORDER_STATUSES.filter((one) => !isSettled(one)))
      expect(orderProgress(status, t)?.some((step) => step.state === 'done')).toBe(false)
    expect(orderProgress('paid', t)?.[0]).toEqual({ label: 'Paid', state: 'done' })
  })

  test('an order that will not be delivered has no line of progress', () => {
    expect(orderProgress('cancelled', t)).toBeNull()
    expect(orderProgress('refunded', t)).toBeNull()
  })

  test('the page keeps asking exactly while the payment can still move', () => {
    expect(ORDER_STATUSES.filter((status) => !isSettled(status))).toEqual(['open', 'paying'])
  })

  test('a state this page does not know is refused', () => {
    expect(isOrderStatus('lost')).toBe(false)
    expect(isOrderStatus('paid')).toBe(true)
  })
})
