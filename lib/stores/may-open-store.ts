import type { Env } from '#lib/env.ts'

type Openers = Pick<Env, 'storeOpeners'>

/** Whether a person with this address may open a store on this installation. */
export function mayOpenStore({ storeOpeners }: Openers, email: string): boolean {
  return storeOpeners === 'anybody' || storeOpeners.includes(email.trim().toLowerCase())
}

/** Whether anybody at all may: without that there is no way in to be shown. */
export function canStoresBeOpened({ storeOpeners }: Openers): boolean {
  return storeOpeners === 'anybody' || storeOpeners.length > 0
}
