import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { PATH_HEADER } from '#lib/pages/asked-path.ts'
import { isCodeDue } from '#lib/second-factor/queries.ts'
import { getViewer, listMyMerchants, type MemberMerchant, type Viewer } from './queries.ts'

/** Which of the merchants somebody works for they are looking at. Only a wish: what is not theirs is not looked at. */
export const CHOSEN_COOKIE = 'stampede-merchant'

/** Where somebody is sent who is signed in and works for nobody. */
export const NOBODYS_DESK = '/dashboard/no-merchant'

export type Desk = {
  viewer: Viewer
  merchant: Omit<MemberMerchant, 'role'>
  role: MemberMerchant['role']
  /** All the viewer works for, by name; the chosen one is among them. */
  merchants: readonly MemberMerchant[]
}

/** The merchant whose id was chosen, or else the first: a choice that is not (or no longer) among them gives nothing of it away. */
export function chosenAmong(merchants: readonly MemberMerchant[], chosenId: string | undefined) {
  return merchants.find(({ id }) => id === chosenId) ?? merchants[0] ?? null
}

/**
 * The merchant the signed-in person is looking at, their role there, and what else they could look at. Null when nobody is signed in, when
 * their second factor is still to be shown, or when they work for nobody: for handlers, which answer 401. Asked once per request, however many parts of a page ask.
 */
export const getDesk = cache(async (): Promise<Desk | null> => {
  const viewer = await getViewer()
  if (!viewer || (await isCodeDue())) return null
  const [merchants, jar] = await Promise.all([listMyMerchants(), cookies()])
  const chosen = chosenAmong(merchants, jar.get(CHOSEN_COOKIE)?.value)
  if (!chosen) return null
  const { role, ...merchant } = chosen
  return { viewer, merchant, role, merchants }
})

/** The same for pages: whoever is not signed in is asked to and comes back here, whoever works for nobody is told what to do. */
export async function requireMerchant(): Promise<Desk> {
  const desk = await getDesk()
  if (desk) return desk
  const path = (await headers()).get(PATH_HEADER) ?? '/dashboard'
  if (await getViewer())
    redirect((await isCodeDue()) ? `/sign-in/code?next=${encodeURIComponent(path)}` : NOBODYS_DESK)
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}
