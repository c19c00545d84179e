'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { nextPath } from '#lib/accounts/next-path.ts'
import { getEnv } from '#lib/env.ts'
import { sessionCookieOptions } from '#lib/sessions/cookie-settings.ts'
import { CHOSEN_COOKIE } from './chosen-merchant.ts'
import { listMyMerchants } from './queries.ts'

/** Looks at another of one's merchants from now on, on this device, and goes to the form's `back`. One that is not mine changes nothing. */
export async function chooseMerchant(form: FormData): Promise<void> {
  const merchant = (await listMyMerchants()).find(({ id }) => id === form.get('merchant'))
  if (merchant) {
    const options = sessionCookieOptions(getEnv().shopUrl.startsWith('https:'))
    ;(await cookies()).set(CHOSEN_COOKIE, merchant.id, options)
  }
  redirect(nextPath(form.get('back')))
}
