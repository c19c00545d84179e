import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { as } from './threads.ts'

type Outcome = { outcome: string }
type Words = { id?: string | null; title?: string | null; body?: string | null }

const save = async (
  user: string,
  merchant: string,
  { id = uuid(), title = 'Late', body = 'Soon.' }: Words = {},
) =>
  (
    await as<Outcome>(
      user,
      (on) => on`select save_canned_answer(${id}, ${merchant}, ${title}, ${body}) as outcome`,
    )
  )[0]?.outcome

const remove = async (user: string, id: string) =>
  (await as<Outcome>(user, (on) => on`select remove_canned_answer(${id}) as outcome`))[0]?.outcome

async function makeMember(role: string, merchantId: string): Promise<string> {
  const user = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${user}, ${role})`
  return user
}

const answersOf = (merchantId: string) =>
  sql`select id, title, body from canned_answers where merchant_id = ${merchantId} order by title`

test('owners and managers write canned answers; packers read them; others neither', async () => {
  const [{ merchantId }, other] = [await makeSale(), await makeSale()]
  const outcomes: Record<string, unknown> = {}
  for (const role of ['owner', 'manager', 'packer'])
    outcomes[role] = await save(await makeMember(role, merchantId), merchantId)
  outcomes.stranger = await save(uuid(), merchantId)
  outcomes.other = await save(await makeMember('owner', other.merchantId), merchantId)
  expect(outcomes).toEqual({
    owner: 'saved',
    manager: 'saved',
    packer: 'not_allowed',
    stranger: 'not_allowed',
    other: 'not_allowed',
  })
  const read = (user: string) =>
    as(user, (on) => on`select id from canned_answers where merchant_id = ${merchantId}`)
  expect(await read(await makeMember('packer', merchantId))).toHaveLength(2)
  expect(await read(uuid())).toEqual([])
})

test('the same id is the same answer, changed; and never another merchant’s', async () => {
  const [{ merchantId }, other] = [await makeSale(), await makeSale()]
  const [owner, rival] = [await makeMember('owner', merchantId), await makeMember('owner', other.merchantId)]
  const id = uuid()
  await Promise.all(Array.from({ length: 5 }, () => save(owner, merchantId, { id })))
  expect(await save(owner, merchantId, { id, title: ' Later ', body: 'In a\r\nweek.\n' })).toBe('saved')
  expect(await answersOf(merchantId)).toEqual([{ id, title: 'Later', body: 'In a\nweek.' }])
  expect(await save(rival, other.merchantId, { id, title: 'Stolen' })).toBe('not_allowed')
  expect(await remove(rival, id)).toBe('not_allowed')
  expect(await answersOf(merchantId)).toMatchObject([{ title: 'Later' }])
  expect([await remove(owner, id), await remove(owner, id)]).toEqual(['removed', 'removed'])
  expect(await answersOf(merchantId)).toEqual([])
})

test('a title of one line, a body of 4,000 characters, a hundred of them, also when two save at once', async () => {
  const { merchantId } = await makeSale()
  const owner = await makeMember('owner', merchantId)
  for (const words of [
    { title: '' },
    { title: 'a\nb' },
    { title: 'x'.repeat(81) },
    { body: ' ' },
    { body: 'x'.repeat(4_001) },
    { id: null },
  ])
    expect([words, await save(owner, merchantId, words)]).toEqual([words, 'invalid'])
  await sql`insert into canned_answers (id, merchant_id, title, body)
    select gen_random_uuid(), ${merchantId}, 'No ' || n, 'x' from generate_series(1, 99) n`
  const outcomes = await Promise.all([save(owner, merchantId), save(owner, merchantId)])
  expect(outcomes.sort()).toEqual(['saved', 'too_many'])
})
