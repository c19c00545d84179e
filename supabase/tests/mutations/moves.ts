import type { Mutation } from './mutation.ts'

const rules = '20261122090110_member_actions.sql'
const begin = '20261122091700_merchant_moves.sql'
const sale = '20261122091800_move_sale.sql'
const stock = '20261122091900_move_stock.sql'

export const moves: Mutation[] = [
  {
    of: 'every move',
    broken: 'the role is not checked: packers may',
    file: rules,
    from: ' and a.action = p_action\n',
    to: '\n',
    tests: ['merchant-moves'],
  },
  {
    of: 'every move',
    broken: 'nobody asks whose sale it is',
    file: begin,
    from: 'if v_why_not is not null then',
    to: 'if false then',
    tests: ['merchant-moves'],
  },
  {
    of: 'every move',
    broken: 'the items are not locked, so claims go on by the old rule',
    file: begin,
    from: 'perform 1 from public.sale_items i where i.sale_id = p_sale_id order by i.id for no key update;',
    to: '',
    tests: ['moves-in-the-rush'],
  },
  {
    of: 'every move',
    broken: 'the same request moves twice',
    file: begin,
    from: "return 'repeated';",
    to: 'return null;',
    tests: ['merchant-moves'],
  },
  {
    of: 'resume_sale',
    broken: 'the line is not served at the end of a pause',
    file: sale,
    from: 'perform public.offer_to_line(array(select i.id from public.sale_items i where i.sale_id = p_sale_id));',
    to: '',
    tests: ['line-and-sale'],
  },
  {
    of: 'extend_sale',
    broken: 'a closing time may move earlier',
    file: sale,
    from: 'p_closes_at is null or p_closes_at <= v_sale.closes_at\n    or',
    to: 'p_closes_at is null or',
    tests: ['merchant-moves'],
  },
  {
    of: 'cancel_sale',
    broken: 'payments under way go on',
    file: sale,
    from: "where o.sale_id = p_sale_id and o.status in ('open', 'paying') and o.payment_intent_id is not null",
    to: 'where false',
    tests: ['moves-in-the-rush'],
  },
  {
    of: 'withdraw_stock',
    broken: 'more is taken than is free',
    file: stock,
    from: 'elsif v_units = 0 or v_units > v_item.free then',
    to: 'elsif v_units = 0 then',
    tests: ['merchant-moves'],
  },
  {
    of: 'restock',
    broken: 'new units are for everybody, not for the line first',
    file: stock,
    from: 'perform public.offer_to_line(array[p_item_id]);',
    to: '',
    tests: ['line-and-sale'],
  },
  {
    of: 'take_back_sale',
    broken: 'a sale that somebody has claimed of is taken back',
    file: '20261124205500_take_back_sale.sql',
    from: "return 'claimed';",
    to: 'null;',
    tests: ['take-back-sale'],
  },
  {
    of: 'take_back_sale',
    broken: 'a sale is taken back while its reminders go out',
    file: '20261124205500_take_back_sale.sql',
    from: "+ interval '15 minutes' then",
    to: 'then',
    tests: ['take-back-sale'],
  },
  {
    of: 'schedule_sale',
    broken: 'who waits for a sale that was taken back is forgotten',
    file: '20261124200500_schedule_sale.sql',
    from: 'update public.reminders r set sale_id = v_sale_id where r.sale_id = v_draft.taken_back_from;',
    to: '',
    tests: ['take-back-sale'],
  },
]
