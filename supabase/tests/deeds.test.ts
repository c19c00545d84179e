import { beforeAll, expect, test } from 'vitest'
import { LOG_WORDS, SUBJECT_WORDS } from '#lib/log/words.ts'
import { ACTIONS, mayDo } from '#lib/team/permissions.ts'
import type { Deed } from './deeds/deed.ts'
import { orderDeeds } from './deeds/orders.ts'
import { readingDeeds } from './deeds/reading.ts'
import { sellingDeeds } from './deeds/selling.ts'
import { storeDeeds } from './deeds/store.ts'
import { makeSale, sql, type TestSale } from './fixtures.ts'
import { asRole } from './moves.ts'
import { isAllowed, makePeople, type Person } from './people.ts'
import { callable } from './permission-matrix.ts'

const deeds: readonly Deed[] = [...readingDeeds, ...sellingDeeds, ...orderDeeds, ...storeDeeds]

/** Functions that signed-in people may call and that no role of a merchant decides about, each with its reason. */
const NOT_OF_A_ROLE: Readonly<Record<string, string>> = {
  accept_invitation: 'for whoever was invited, by their address',
  ask_for_help: 'for the shopper of the order',
  has_recent_second_factor: 'about oneself',
  is_final_flag: 'knows states, no rows',
  is_merchant_member: 'asked by policies about oneself',
  is_picture_used: 'asked by a policy',
  is_product_of_member: 'asked by a policy about oneself',
  make_recovery_codes: 'for oneself',
  may: 'is the question itself',
  merchants_where: 'is the question itself',
  read_invitation: 'for whoever has its link',
  recovery_codes_left: 'about oneself',
  sale_categories: 'for everybody',
  sale_phase: 'for everybody',
  sale_snapshot: 'for everybody',
  search_sales: 'for everybody',
  use_recovery_code: 'for oneself',
  why_not: 'is the question itself',
}
/** What changes something and is not written down, each with its reason. */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  mark_read: 'to have read something is nothing done to it',
  'storage.objects': 'a file is nothing until a product, a sale or the store shows it: that is written down',
}

let sale: TestSale
let people: Map<string, Person>

beforeAll(async () => {
  sale = await makeSale({ stock: 5000, shippingCents: 100 })
  people = await makePeople(sale.merchantId)
})

const REFUSALS = [
  'not_allowed',
  'refused',
  'nothing',
  'unknown',
  'unknown_order',
  'unknown_draft',
  'unknown_shipment',
]
const logged = async () => sql`
  select action, subject_kind, moved_by from audit_log where merchant_id = ${sale.merchantId} order by id`

test('every action of the table is one that something real asks for', async () => {
  const written = await sql`select distinct action from member_actions order by action`
  expect(written.map(({ action }) => action)).toEqual(ACTIONS.toSorted())
  expect([...new Set(deeds.map(({ action }) => action))].toSorted()).toEqual(ACTIONS.toSorted())
})

test('every function that signed-in people may call is tried by every role here, or says why no role matters', () => {
  const tried = new Set(deeds.map(({ does }) => does))
  const told = Object.keys(NOT_OF_A_ROLE)
  expect(callable.authenticated.filter((name) => !tried.has(name) && !told.includes(name))).toEqual([])
  expect(told.filter((name) => tried.has(name) || !callable.authenticated.includes(name))).toEqual([])
})

test.each(deeds.map((deed) => [`${deed.action}, by ${deed.does}`, deed] as const))(
  '%s: done for whom the table names, and for nobody else; what is done is written down once',
  async (_, deed) => {
    const [volatility] = await sql`
      select bool_or(provolatile = 'v') as changes from pg_proc where proname = ${deed.does} and pronamespace = 'public'::regnamespace`
    const entries = volatility?.changes && !(deed.does in NOT_WRITTEN) ? 1 : 0
    for (const [name, who] of people) {
      const ask = await deed.make(sale)
      const before = (await logged()).length
      const answer = await asRole(who.role, who.user, ask, who.aal)
      const written = (await logged()).slice(before)
      const may = isAllowed(who, deed.action)
      if (may) expect([name, answer]).toEqual([name, deed.allowed])
      else expect([name, [...REFUSALS, 'second_factor']]).toEqual([name, expect.arrayContaining([answer])])
      if (!may && who.member && mayDo(who.member, deed.action))
        expect([name, answer]).toEqual([name, 'second_factor'])
      expect([name, written.map((entry) => entry.moved_by)]).toEqual([name, may && entries ? [who.user] : []])
      for (const entry of written) {
        expect(Object.keys(LOG_WORDS)).toContain(entry.action)
        expect(Object.keys(SUBJECT_WORDS)).toContain(entry.subject_kind)
      }
    }
  },
)
