import type { Role } from './permissions.ts'

/** What a role is called on screen, and what it is for in a line. */
export const ROLE_WORDS: Readonly<Record<Role, { name: string; about: string }>> = {
  owner: { name: 'Owner', about: 'Everything, the team and the money too' },
  manager: { name: 'Manager', about: 'Sales, products, orders and refunds' },
  packer: { name: 'Packer', about: 'Ships orders and answers shoppers' },
}
