import { sql, type TestSale, uuid } from '../fixtures.ts'
import { type Deed, outcome } from './deed.ts'

async function makeProduct({ merchantId }: TestSale): Promise<string> {
  const id = uuid()
  await sql`insert into products (id, merchant_id, slug, name) values (${id}, ${merchantId}, ${id}, 'Mug')`
  return id
}

async function makePerson({ merchantId }: TestSale): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${id}, 'packer')`
  return id
}

const newEmail = () => `${uuid()}@example.com`

/** What is done to the store itself: its products, its pictures, its settings, its people. */
export const storeDeeds: readonly Deed[] = [
  {
    action: 'edit_products',
    does: 'save_product',
    allowed: 'saved',
    async make({ merchantId }) {
      return (on) =>
        outcome(on`select save_product(${merchantId}, ${uuid()}, null, 'Mug', '', null,
          ${on.json([{ id: uuid(), name: 'One size' }])}, '[]') as outcome`)
    },
  },
  {
    action: 'edit_products',
    does: 'remove_product',
    allowed: 'removed',
    async make(sale) {
      const id = await makeProduct(sale)
      return (on) => outcome(on`select remove_product(${sale.merchantId}, ${id}) as outcome`)
    },
  },
  {
    action: 'edit_products',
    does: 'set_products_status',
    allowed: 'changed',
    async make(sale) {
      const id = await makeProduct(sale)
      return (on) =>
        outcome(
          on`select outcome from set_products_status(${sale.merchantId}, array[${id}]::uuid[], 'archived')`,
        )
    },
  },
  {
    action: 'edit_products',
    does: 'storage.objects',
    allowed: 'added',
    async make({ merchantId }) {
      return async (on) => {
        await on`insert into storage.objects (bucket_id, name) values ('pictures', ${`${merchantId}/${uuid()}/800.webp`})`
        return 'added'
      }
    },
  },
  {
    action: 'edit_products',
    does: 'add_samples',
    allowed: 'added',
    async make({ merchantId }) {
      await sql`select remove_samples(${merchantId})`
      return (on) => outcome(on`select add_samples(${merchantId}) as outcome`)
    },
  },
  {
    action: 'edit_products',
    does: 'remove_samples',
    allowed: 'removed',
    async make({ merchantId }) {
      await sql`select add_samples(${merchantId})`
      return (on) => outcome(on`select remove_samples(${merchantId}) as outcome`)
    },
  },
  {
    action: 'edit_store',
    does: 'save_store',
    allowed: 'saved',
    async make({ merchantId }) {
      const [store] = await sql`
        select store_content(m.id) as content, s.version from merchants m join store_settings s on s.merchant_id = m.id
        where m.id = ${merchantId}`
      const content = { ...store?.content, story: uuid(), taxName: 'VAT', capture: 'automatic' }
      return (on) =>
        outcome(on`select save_store(${merchantId}, ${store?.version}, ${on.json(content)}) as outcome`)
    },
  },
  {
    action: 'edit_store',
    does: 'dismiss_checklist',
    allowed: 'dismissed',
    async make({ merchantId }) {
      await sql`update store_settings set checklist_dismissed_at = null where merchant_id = ${merchantId}`
      return (on) => outcome(on`select dismiss_checklist(${merchantId}) as outcome`)
    },
  },
  {
    action: 'manage_team',
    does: 'invite_member',
    allowed: 'invited',
    async make({ merchantId }) {
      return (on) => outcome(on`select invite_member(${merchantId}, ${newEmail()}, 'packer') as outcome`)
    },
  },
  {
    action: 'manage_team',
    does: 'withdraw_invitation',
    allowed: 'withdrawn',
    async make({ merchantId }) {
      const email = newEmail()
      await sql`select invite_member(${merchantId}, ${email}, 'packer')`
      const [invitation] = await sql`select id from invitations where email = ${email}`
      return (on) => outcome(on`select withdraw_invitation(${invitation?.id}) as outcome`)
    },
  },
  {
    action: 'manage_team',
    does: 'set_member_role',
    allowed: 'changed',
    async make(sale) {
      const person = await makePerson(sale)
      return (on) => outcome(on`select set_member_role(${sale.merchantId}, ${person}, 'manager') as outcome`)
    },
  },
  {
    action: 'manage_team',
    does: 'remove_member',
    allowed: 'removed',
    async make(sale) {
      const person = await makePerson(sale)
      return (on) => outcome(on`select remove_member(${sale.merchantId}, ${person}) as outcome`)
    },
  },
]
