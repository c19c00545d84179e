import type { Mutation } from './mutation.ts'

const file = '20261124110000_stripe_customers.sql'
const tests = ['stripe-customers']

export const customers: Mutation[] = [
  {
    of: 'remember_customer',
    broken: 'guests and strangers are remembered too',
    file,
    from: 'if not exists (select 1 from auth.users u where u.id = p_shopper_id and not u.is_anonymous) then',
    to: 'if false then',
    tests,
  },
  {
    of: 'remember_customer',
    broken: 'the customer made last takes the place of the first',
    file,
    from: 'on conflict do nothing;',
    to: 'on conflict (shopper_id) do update set customer_id = excluded.customer_id;',
    tests,
  },
  {
    of: 'the check of customers',
    broken: 'a guest may be given a customer',
    file,
    from: 'if exists (select 1 from auth.users u where u.id = new.shopper_id and u.is_anonymous) then',
    to: 'if false then',
    tests,
  },
]
