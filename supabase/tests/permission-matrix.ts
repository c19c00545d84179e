import { aroundAccounts } from './account-people.ts'
import { afterTheSale } from './after-sale.ts'
import { aroundCustomers } from './around-customers.ts'
import { aroundInsight } from './around-insight.ts'
import { aroundPayments } from './around-payments.ts'
import { aroundPush } from './around-push.ts'

/**
 * Who may do what, for every table. One letter per right: S select (and sees the row that is theirs to see), s may ask but
 * sees nothing here, c selects some columns only, I insert, U update, D delete. Columns of roles: anon; a signed-in
 * stranger; the shopper whose row it is; a member of the merchant; service_role.
 */
export const roles = ['anon', 'stranger', 'shopper', 'member', 'service_role'] as const
export type Role = (typeof roles)[number]
export const expected: Record<string, readonly [string, string, string, string, string]> = {
  ...aroundAccounts.tables,
  ...aroundPayments.tables,
  ...aroundCustomers.tables,
  ...aroundPush.tables,
  ...aroundInsight.tables,
  canned_answers: ['', 's', 's', 'S', 'SIUD'],
  claims: ['', 's', 'S', 'S', 'SIU'],
  help_messages: ['', 'c', 'c', 'c', 'SI'],
  help_threads: ['', 's', 'S', 'S', 'SIUD'],
  merchant_members: ['', 's', 's', 'S', 'SIUD'],
  merchant_moves: ['', 's', 's', 'S', 'SI'],
  merchants: ['S', 'S', 'S', 'S', 'SIUD'],
  money_entries: ['', 's', 's', 'S', 'SI'],
  order_lines: ['', 's', 'S', 'S', 'SIUD'],
  order_moves: ['', 's', 's', 'S', 'SI'],
  orders: ['', 's', 'S', 'S', 'SIUD'],
  outbox: ['', 'c', 'c', 'c', 'SIUD'],
  payment_attempts: ['', '', '', '', 'SIUD'],
  processed_events: ['', '', '', '', 'SIUD'],
  product_pictures: ['S', 'S', 'S', 'S', 'SIUD'],
  product_variants: ['S', 'S', 'S', 'S', 'SIUD'],
  products: ['S', 'S', 'S', 'S', 'SIUD'],
  refund_lines: ['', 's', 'S', 'S', 'SI'],
  refunds: ['', 'c', 'c', 'c', 'SIU'],
  sale_search: ['', '', '', '', 'SIUD'],
  sale_items: ['c', 'c', 'c', 'c', 'SIUD'],
  sales: ['S', 'S', 'S', 'S', 'SIUD'],
  shipment_lines: ['', 's', 'S', 'S', 'SIU'],
  shipments: ['', 's', 'S', 'S', 'SIU'],
  shopper_people: ['', '', '', '', 'SIUD'],
  stock_broadcasts: ['', '', '', '', 'SIUD'],
  stock_movements: ['', 's', 's', 'S', 'SI'],
  waits: ['', 's', 'S', 'S', 'SIU'],
}

/** Functions that others than service_role may call; every other function is refused to them. */
export const callable = {
  anon: [
    'is_merchant_member',
    'is_product_of_member',
    'sale_categories',
    'sale_phase',
    'sale_snapshot',
    'search_sales',
  ],
  authenticated: [
    'answer_help',
    'ask_for_help',
    'cancel_sale',
    'close_sale',
    'close_thread',
    'extend_sale',
    'is_merchant_member',
    'is_product_of_member',
    'list_help',
    'mark_read',
    'my_sales',
    'order_movements',
    'pause_sale',
    'remove_canned_answer',
    'restock',
    'resume_sale',
    'sale_categories',
    'sale_certificate',
    'sale_phase',
    'sale_snapshot',
    'save_canned_answer',
    'search_sales',
    'unanswered_help',
    'withdraw_stock',
    ...aroundPayments.callable,
    ...afterTheSale,
    ...aroundInsight.callable,
  ].sort(),
}
/** Functions that run with their owner's rights; each says why on its line. */
export const definers = [
  'answer_help',
  'ask_for_help',
  'cancel_sale',
  'close_sale',
  'close_thread',
  'ensure_ledger_month',
  'extend_sale',
  'is_merchant_member',
  'is_product_of_member',
  'keep_sale_search',
  'my_sales',
  'pause_sale',
  'list_help',
  'mark_read',
  'refresh_sale_search',
  'remove_canned_answer',
  'restock',
  'resume_sale',
  'sale_certificate',
  'sale_snapshot',
  'save_canned_answer',
  'search_sales',
  'unanswered_help',
  'withdraw_stock',
  ...aroundAccounts.definers,
  ...aroundPayments.definers,
  ...aroundCustomers.definers,
  ...aroundPush.definers,
  ...aroundInsight.definers,
  ...afterTheSale,
].sort()
