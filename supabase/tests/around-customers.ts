import { sql, uuid } from './fixtures.ts'

/** Who may do what with Stripe customers: see permissions.test.ts for the letters. */
export const aroundCustomers = {
  tables: { stripe_customers: ['', '', '', '', 'SIUD'] },
  definers: ['check_customer_is_no_guest', 'remember_customer', 'stripe_customer_of'],
} as const

/** Somebody with an account whose Stripe customer is known, so that there is a row to be seen or not. */
export async function recordCustomer(): Promise<void> {
  const account = uuid()
  await sql`insert into auth.users (id, is_anonymous) values (${account}, false)`
  await sql`select remember_customer(${account}, 'cus_of_the_matrix')`
}
