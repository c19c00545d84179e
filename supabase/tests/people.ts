import { type Action, mayDo, PERMISSIONS, ROLES, type Role } from '#lib/team/permissions.ts'
import { makeSale, sql, uuid } from './fixtures.ts'

export type Person = {
  user: string | null
  role: 'anon' | 'authenticated'
  /** Their role at the merchant. */
  member?: Role
  aal?: 'aal1'
}

/** By name: everybody who may or may not do something at a merchant: each role with a second factor and without, others, nobody. */
export async function makePeople(merchantId: string): Promise<Map<string, Person>> {
  const people = new Map<string, Person>()
  const join = async (role: Role, at: string) => {
    const user = uuid()
    await sql`insert into merchant_members values (${at}, ${user}, ${role})`
    return user
  }
  for (const role of ROLES) {
    const member = { role: 'authenticated', member: role } as const
    people.set(role, { ...member, user: await join(role, merchantId) })
    people.set(`${role} without a second factor`, {
      ...member,
      user: await join(role, merchantId),
      aal: 'aal1',
    })
  }
  const { merchantId: another } = await makeSale()
  people.set('owner of another merchant', { user: await join('owner', another), role: 'authenticated' })
  people.set('stranger', { user: uuid(), role: 'authenticated' })
  people.set('nobody', { user: null, role: 'anon' })
  return people
}

/** What the table of permissions says. */
export function isAllowed(person: Person, action: Action): boolean {
  return (
    person.member !== undefined &&
    mayDo(person.member, action) &&
    !(person.aal === 'aal1' && PERMISSIONS[action].needsSecondFactor)
  )
}
