import type { Mutation } from './mutation.ts'

const list = '20261130190000_product_list.sql'
const save = '20261124183500_save_product.sql'
const pictures = '20261124183200_pictures.sql'
const drafts = '20261124200000_save_sale_draft.sql'
const schedule = '20261124200500_schedule_sale.sql'

export const productMutations: Mutation[] = [
  {
    of: 'save_product',
    broken: 'what somebody else saved meanwhile is written over',
    file: save,
    from: 'elsif v_product.id is not null and p_version is distinct from v_product.version then',
    to: 'elsif false then',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'a product of another merchant can be changed',
    file: save,
    from: 'if found and v_product.merchant_id <> p_merchant_id or not found',
    to: 'if not found',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'a choice of another product can be taken',
    file: save,
    from: 'where pv.product_id <> p_product_id\n  ) then',
    to: 'where false\n  ) then',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'a picture of another merchant can be shown',
    file: save,
    from: 'where not public.is_own_picture(p_merchant_id, c.url)',
    to: 'where false',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'the name changes while shoppers buy it',
    file: save,
    from: 'if v_is_announced and v_product.name <> btrim(p_name) then',
    to: 'if false then',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'two choices cannot change names with each other',
    file: save,
    from: 'update public.product_variants pv set name = pv.id::text',
    to: 'update public.product_variants pv set name = pv.name',
    tests: ['products'],
  },
  {
    of: 'save_product',
    broken: 'it is not written down',
    file: save,
    from: "  perform public.write_log(p_merchant_id, 'save_product',",
    to: "  perform jsonb_build_array(p_merchant_id, 'save_product',",
    tests: ['deeds'],
  },
  {
    of: 'set_products_status',
    broken: 'what a running sale sells is put away',
    file: list,
    from: "when p_status = 'archived' and public.is_product_announced(v_product.id) then 'in_sale'",
    to: "when false then 'in_sale'",
    tests: ['list-products'],
  },
  {
    of: 'set_products_status',
    broken: 'products of another merchant are put away',
    file: list,
    from: 'where p.id = set_products_status.product_id and p.merchant_id = p_merchant_id for update;',
    to: 'where p.id = set_products_status.product_id for update;',
    tests: ['list-products'],
  },
  {
    of: 'set_products_status',
    broken: 'a packer puts products away',
    file: list,
    from: "public.why_not(p_merchant_id, 'edit_products')",
    to: "public.why_not(p_merchant_id, 'read')",
    tests: ['list-products', 'deeds'],
  },
  {
    of: 'pictures',
    broken: 'a packer adds pictures',
    file: pictures,
    from: "and name ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[1-9][0-9]{2,3}[.]webp$'\n    and (storage.foldername(name))[1] in (select m::text from public.merchants_where('edit_products') m)",
    to: "and name ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[1-9][0-9]{2,3}[.]webp$'\n    and (storage.foldername(name))[1] in (select m::text from public.merchants_where('read') m)",
    tests: ['deeds', 'products'],
  },
  {
    of: 'pictures',
    broken: 'a picture that something shows is removed',
    file: pictures,
    from: '    and not public.is_picture_used(name)\n',
    to: '',
    tests: ['products'],
  },
  {
    of: 'save_sale_draft',
    broken: 'it is not written down',
    file: drafts,
    from: "perform public.write_log(p_merchant_id, 'save_draft',",
    to: "perform jsonb_build_array(p_merchant_id, 'save_draft',",
    tests: ['deeds'],
  },
  {
    of: 'schedule_sale',
    broken: 'an older version of the draft is scheduled',
    file: schedule,
    from: 'elsif p_version is distinct from v_draft.version then',
    to: 'elsif false then',
    tests: ['sale-drafts'],
  },
]
