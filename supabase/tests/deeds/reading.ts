import { makePaidOrder } from '../after-sale.ts'
import { sql, uuid } from '../fixtures.ts'
import { type Deed, reading, shown } from './deed.ts'
import { silentPayment } from './orders.ts'

const paid = (sale: Parameters<typeof makePaidOrder>[2]) => makePaidOrder(1, {}, sale)

/** What is looked at. More than a hundred rows at once is taking a list home. */
export const readingDeeds: readonly Deed[] = [
  reading(
    'read',
    'control_room',
    (on, { saleId }) => on`
    select 1 from control_room(${saleId}) r where r is not null`,
  ),
  reading('read', 'my_sales', (on, { merchantId }) => on`select 1 from my_sales(${merchantId})`),
  reading(
    'read',
    'search_orders',
    (on, { merchantId }) => on`select 1 from search_orders(${merchantId})`,
    paid,
  ),
  reading(
    'read',
    'list_movements',
    (on, { merchantId, saleId }) => on`select 1 from list_movements(${merchantId}, ${saleId})`,
    paid,
  ),
  reading(
    'read',
    'list_shoppers',
    (on, { merchantId }) => on`select 1 from list_shoppers(${merchantId})`,
    paid,
  ),
  reading('read', 'list_products', (on, { merchantId }) => on`select 1 from list_products(${merchantId})`),
  {
    action: 'read',
    does: 'order_movements',
    allowed: 'shown',
    async make(sale) {
      const { orderId } = await paid(sale)
      return (on) => shown(on`select 1 from order_movements(${orderId})`)
    },
  },
  {
    action: 'read',
    does: 'order_flags_now',
    allowed: 'shown',
    async make(sale) {
      const { orderId, intent } = await paid(sale)
      await sql`select record_fraud_warning(null, 'test', ${intent}, ${`issfr_${uuid()}`}, true, 'misc', now())`
      return (on) => shown(on`select 1 from order_flags_now(${orderId})`)
    },
  },
  reading(
    'export',
    'search_orders',
    (on, { merchantId }) => on`select 1 from search_orders(${merchantId}, p_limit => 1000)`,
    paid,
  ),
  reading(
    'export',
    'list_movements',
    (on, { merchantId, saleId }) =>
      on`select 1 from list_movements(${merchantId}, ${saleId}, p_limit => 1000)`,
    paid,
  ),
  reading(
    'export',
    'list_products',
    (on, { merchantId }) => on`
    select 1 from list_products(${merchantId}, p_limit => 1000)`,
  ),
  reading(
    'export_shoppers',
    'list_shoppers',
    (on, { merchantId }) => on`select 1 from list_shoppers(${merchantId}, p_limit => 1000)`,
    paid,
  ),
  reading('read_team', 'list_team', (on, { merchantId }) => on`select 1 from list_team(${merchantId})`),
  reading(
    'read_log',
    'read_log',
    (on, { merchantId }) => on`select 1 from read_log(${merchantId})`,
    ({ merchantId, saleId }) => sql`select write_log(${merchantId}, 'pause_sale', 'sale', ${saleId})`,
  ),
  reading(
    'see_insight',
    'insight',
    (on, { saleId }) => on`select 1 from insight(${saleId}) i where i is not null`,
  ),
  reading(
    'see_money',
    'sale_certificate',
    (on, { saleId }) => on`
    select 1 from sale_certificate(${saleId}) c where c is not null`,
  ),
  reading(
    'see_money',
    'my_money',
    (on, { merchantId }) => on`
    select 1 from my_money() where merchant_id = ${merchantId}`,
    paid,
  ),
  reading(
    'see_money',
    'money_entries',
    (on, { merchantId }) => on`select 1 from money_entries where merchant_id = ${merchantId}`,
    paid,
  ),
  reading(
    'see_money',
    'my_sales',
    (on, { merchantId }) => on`
    select 1 from my_sales(${merchantId}) where paid_cents is not null`,
  ),
  reading(
    'see_money',
    'control_room',
    (on, { saleId }) => on`
    select 1 from control_room(${saleId}) r where (r ->> 'shows_money')::boolean`,
  ),
  reading(
    'see_money',
    'list_shoppers',
    (on, { merchantId }) => on`
    select 1 from list_shoppers(${merchantId}) where paid_cents is not null`,
    paid,
  ),
  reading(
    'see_money',
    'my_ledger_gaps',
    (on, { merchantId }) => on`
    select 1 from my_ledger_gaps() where merchant_id = ${merchantId}`,
    silentPayment,
  ),
  reading(
    'edit_store',
    'store_checklist',
    (on, { merchantId }) => on`select 1 from store_checklist(${merchantId})`,
  ),
]
