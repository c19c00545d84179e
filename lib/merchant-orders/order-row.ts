/** Orders that are printed, or shipped, at once; also what the address of the slips can hold. */
export const CHOSEN_MAX = 100

/** One line of the list. Money in minor units of `currency`. */
export type OrderRow = {
  id: string
  number: string
  status: string
  email: string
  name: string
  total_cents: number
  currency: string
  to_ship: number
  tracking_numbers: string
  sale_title: string
  created_at: string
  paid_at: string | null
}
