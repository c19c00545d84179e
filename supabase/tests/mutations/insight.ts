import type { Mutation } from './mutation.ts'

const events = '20261124193000_page_events.sql'
const counts = '20261124201500_sale_counts.sql'
const room = '20261124201600_control_room.sql'
const insight = '20261124201700_insight.sql'
const sales = '20261122091600_my_sales.sql'
const orders = '20261122090900_orders.sql'
const certificate = '20261124140100_certificate.sql'

export const insightMutations: Mutation[] = [
  {
    of: 'record_page_events',
    broken: 'a step of a visit counts as often as it is told',
    file: events,
    from: '    on conflict do nothing\n    returning sale_id, kind, device, source, is_bot, weight\n  ), counted as (',
    to: '    on conflict (sale_id, visit_id, kind, day) do update set weight = excluded.weight\n    returning sale_id, kind, device, source, is_bot, weight\n  ), counted as (',
    tests: ['page-events'],
  },
  {
    of: 'record_page_events',
    broken: 'forged sources fill the table',
    file: events,
    from: '<= 50\n      then',
    to: '<= 50000\n      then',
    tests: ['page-events'],
  },
  {
    of: 'record_page_events',
    broken: 'what stands for many counts as one',
    file: events,
    from: 'sum(a.weight), count(*)',
    to: 'count(*), count(*)',
    tests: ['page-events'],
  },
  {
    of: 'record_page_events',
    broken: 'visits to a draft are kept',
    file: events,
    from: " and s.status <> 'draft'\n  ), come as (",
    to: '\n  ), come as (',
    tests: ['page-events'],
  },
  {
    of: 'keep_page_days',
    broken: 'no day is ever dropped',
    file: events,
    from: "execute format('drop table ledger.%I', v_name);",
    to: 'perform 1;',
    tests: ['page-events'],
  },
  {
    of: 'insight',
    broken: 'bots are counted with the people',
    file: insight,
    from: 'where c.sale_id = s.id and not c.is_bot group by 1, 2, 3',
    to: 'where c.sale_id = s.id group by 1, 2, 3',
    tests: ['page-events'],
  },
  {
    of: 'insight',
    broken: 'a packer sees it',
    file: insight,
    from: "public.may(s.merchant_id, 'see_insight')",
    to: "public.may(s.merchant_id, 'read')",
    tests: ['page-events', 'deeds'],
  },
  {
    of: 'insight',
    broken: 'sold out is said while units are still held',
    file: insight,
    from: 'where m.sale_id = s.id and m.free = 0 and m.held = 0 and m.sold > 0',
    to: 'where m.sale_id = s.id and m.free = 0 and m.sold > 0',
    tests: ['page-events'],
  },
  {
    of: 'count_paid_order',
    broken: 'what was refunded whole stays counted',
    file: counts,
    from: 'v_sign int := case when public.is_paid_order(new.status) then 1 else -1 end;',
    to: 'v_sign int := case when public.is_paid_order(new.status) then 1 else 0 end;',
    tests: ['control-room'],
  },
  {
    of: 'keep_sale_counts',
    broken: 'what was added up before is forgotten',
    file: counts,
    from: 'do update set total = t.total + excluded.total',
    to: 'do update set total = excluded.total',
    tests: ['control-room'],
  },
  {
    of: 'keep_sale_counts',
    broken: 'a quiet step leaves a row',
    file: counts,
    from: 'where l.sale_id = s.id order by l.at desc limit 1',
    to: 'where l.sale_id = s.id order by l.at desc limit 0',
    tests: ['control-room'],
  },
  {
    of: 'control_room',
    broken: 'a stranger watches',
    file: room,
    from: "where s.id = p_sale_id and public.may(s.merchant_id, 'read')",
    to: 'where s.id = p_sale_id',
    tests: ['control-room', 'deeds'],
  },
  {
    of: 'control_room',
    broken: 'a packer is told the total of what was paid',
    file: room,
    from: "where k.kind <> 'paid_cents' or public.may(s.merchant_id, 'see_money')",
    to: '',
    tests: ['control-room'],
  },
  {
    of: 'control_room',
    broken: 'a packer reads what was paid in the samples',
    file: room,
    from: 'case when l.shows_money then l.paid_cents end',
    to: 'l.paid_cents',
    tests: ['control-room'],
  },
  {
    of: 'my_sales',
    broken: 'a packer is told what was paid',
    file: sales,
    from: "case when s.merchant_id in (select public.merchants_where('see_money')) then o.cents end",
    to: 'o.cents',
    tests: ['deeds'],
  },
  {
    of: 'money_entries',
    broken: 'a packer reads every cent past the functions',
    file: orders,
    from: "using (merchant_id in (select public.merchants_where('see_money')));",
    to: 'using (public.is_merchant_member(merchant_id));',
    tests: ['deeds', 'permissions'],
  },
  {
    of: 'sale_certificate',
    broken: 'a packer opens it',
    file: certificate,
    from: "not public.may(v_sale.merchant_id, 'see_money')",
    to: "not public.may(v_sale.merchant_id, 'read')",
    tests: ['certificate', 'deeds'],
  },
]
