import type { Mutation } from './mutation.ts'

const orders = '20261124120400_search_orders.sql'
const movements = '20261124190000_list_movements.sql'
const shoppers = '20261124190100_list_shoppers.sql'
const products = '20261130190000_product_list.sql'
const team = '20261124181000_team.sql'

export const tableMutations: Mutation[] = [
  {
    of: 'search_orders',
    broken: 'a page has no sure order where many orders share an amount',
    file: orders,
    from: "' and (o.%1$I, o.id) %2$s ((select a.%1$I from public.orders a where a.id = $6 and a.merchant_id = $1), $6)'",
    to: "' and o.%1$I %2$s (select a.%1$I from public.orders a where a.id = $6 and a.merchant_id = $1)'",
    tests: ['order-search'],
  },
  {
    of: 'search_orders',
    broken: 'nobody asks whose orders they are',
    file: orders,
    from: "if not public.may(p_merchant_id, case when p_limit > 100 then 'export' else 'read' end) then",
    to: 'if false then',
    tests: ['deeds', 'order-search'],
  },
  {
    of: 'search_orders',
    broken: 'a letter of a search is a pattern',
    file: orders,
    from: "'%' || replace(replace(replace(w.word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'",
    to: "'%' || w.word || '%'",
    tests: ['order-search'],
  },
  {
    of: 'list_movements',
    broken: 'a sale of another merchant can be read',
    file: movements,
    from: 'where s.id = $1 and s.merchant_id = $2 and',
    to: 'where s.id = $1 and',
    tests: ['list-movements'],
  },
  {
    of: 'list_movements',
    broken: 'the page before is read from the wrong end',
    file: movements,
    from: "v_order text := case when v_is_back then 'asc' else 'desc' end;",
    to: "v_order text := 'desc';",
    tests: ['list-movements'],
  },
  {
    of: 'list_shoppers',
    broken: 'the whole list of people is taken home like any page',
    file: shoppers,
    from: "case when p_limit > 100 then 'export_shoppers' else 'read' end",
    to: "'read'",
    tests: ['list-shoppers', 'deeds'],
  },
  {
    of: 'list_shoppers',
    broken: 'a packer is told what everybody paid',
    file: shoppers,
    from: 'case when $3 then t.paid end',
    to: 't.paid',
    tests: ['list-shoppers', 'deeds'],
  },
  {
    of: 'list_shoppers',
    broken: 'what people held at other merchants counts',
    file: shoppers,
    from: 'join public.sales s on s.id = c.sale_id and s.merchant_id = $1',
    to: 'join public.sales s on s.id = c.sale_id',
    tests: ['list-shoppers'],
  },
  {
    of: 'list_shoppers',
    broken: 'who was erased is listed',
    file: shoppers,
    from: " and o.email <> ''erased@erased.invalid''",
    to: '',
    tests: ['list-shoppers'],
  },
  {
    of: 'list_products',
    broken: 'what is archived is listed with the others',
    file: products,
    from: "when p_filter = 'everything' then '' else ' and p.status = ''active''' end",
    to: "else '' end",
    tests: ['list-products'],
  },
  {
    of: 'list_products',
    broken: 'a page has no sure order where two products share a name',
    file: products,
    from: "' and (%1$s, p.id) %2$s ((select %1$s from public.products p where p.id = $2 and p.merchant_id = $1), $2)'",
    to: "' and %1$s %2$s (select %1$s from public.products p where p.id = $2 and p.merchant_id = $1)'",
    tests: ['list-products'],
  },
  {
    of: 'list_products',
    broken: 'choices are not looked through',
    file: products,
    from: 'where v.product_id = p.id and lower(v.name) like %1$L))',
    to: 'where false))',
    tests: ['list-products'],
  },
  {
    of: 'read_log',
    broken: 'the page before is read from the wrong end',
    file: team,
    from: "case when v_is_back then 'asc' else 'desc' end)",
    to: "'desc')",
    tests: ['team'],
  },
  {
    of: 'read_log',
    broken: 'a packer reads it',
    file: team,
    from: "if not public.may(p_merchant_id, 'read_log') then",
    to: "if not public.may(p_merchant_id, 'read') then",
    tests: ['team', 'deeds'],
  },
]
