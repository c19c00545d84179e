import type { Mutation } from './mutation.ts'

const exports = '20261124140000_exports.sql'
const certificate = '20261124140100_certificate.sql'
const open = '20261122091100_open_order.sql'
const tax = '20261124140200_order_tax.sql'

export const certificates: Mutation[] = [
  {
    of: 'claim_fates',
    broken: 'a claim that ran out counts as ended by somebody',
    file: certificate,
    from: "when k.cause = 'expired' then 'lapsed'",
    to: "when false then 'lapsed'",
    tests: ['certificate'],
  },
  {
    of: 'sale_certificate',
    broken: 'anybody who is signed in gets it',
    file: certificate,
    from: "or not public.may(v_sale.merchant_id, 'see_money') then",
    to: 'then',
    tests: ['certificate'],
  },
  {
    of: 'sale_certificate',
    broken: 'a sale with an order that is being paid is final',
    file: certificate,
    from: "(v_fates -> 'open' ->> 'claims')::bigint = 0",
    to: 'true',
    tests: ['certificate'],
  },
  {
    of: 'export_movements',
    broken: 'shoppers are named by their ids',
    file: exports,
    from: "left(encode(sha256(convert_to(p_sale_id::text || c.shopper_id::text, 'UTF8')), 'hex'), 16)",
    to: 'c.shopper_id::text',
    tests: ['certificate'],
  },
  {
    of: 'export_movements',
    broken: 'the lines come in no order',
    file: exports,
    from: '  order by m.id\n$$;\nrevoke all on function public.export_movements',
    to: '  order by m.kind desc, m.id\n$$;\nrevoke all on function public.export_movements',
    tests: ['certificate'],
  },
  {
    of: 'contained_tax',
    broken: 'half a cent is left out',
    file: open,
    from: '* p_basis_points + 10000 + p_basis_points)',
    to: '* p_basis_points)',
    tests: ['tax'],
  },
  {
    of: 'set_order_tax',
    broken: 'figures of another attempt are taken',
    file: tax,
    from: 'v_order.attempt <> p_attempt',
    to: 'false',
    tests: ['tax'],
  },
  {
    of: 'set_order_tax',
    broken: 'a line may be missing',
    file: tax,
    from: 'if v_is_whole is not true then',
    to: 'if false then',
    tests: ['tax'],
  },
]
