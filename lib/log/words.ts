/** What was done, as a sentence without its subject; a filter by action has the same words. */
export const LOG_WORDS: Readonly<Record<string, string>> = {
  pause_sale: 'Paused a sale',
  resume_sale: 'Resumed a sale',
  extend_sale: 'Extended a sale',
  close_sale: 'Closed a sale',
  cancel_sale: 'Called a sale off',
  take_back_sale: 'Took a sale back to draft',
  withdraw_item: 'Took units out of a sale',
  restock_item: 'Added units to a sale',
  schedule_sale: 'Scheduled a sale',
  save_draft: 'Saved the draft of a sale',
  remove_draft: 'Threw the draft of a sale away',
  copy_sale: 'Copied a sale to a new draft',
  save_product: 'Saved a product',
  remove_product: 'Removed a product',
  archive_product: 'Archived a product',
  unarchive_product: 'Brought a product back',
  ship_order: 'Shipped an order',
  deliver_order: 'Marked a parcel as delivered',
  refund_order: 'Sent money back',
  cancel_order: 'Called an order off',
  return_order: 'Took a parcel back',
  refund_failed_order: 'A refund failed at the bank',
  answer_help: 'Answered a shopper',
  close_help: 'Closed a conversation',
  save_answer: 'Saved a ready-made answer',
  remove_answer: 'Removed a ready-made answer',
  repair_money: 'Repaired a gap in the money',
  retry_work: 'Tried stuck work again',
  invite_member: 'Invited somebody',
  withdraw_invitation: 'Took an invitation back',
  join_team: 'Joined the team',
  change_role: 'Changed a role',
  remove_member: 'Removed somebody',
  leave_team: 'Left the team',
  make_recovery_codes: 'Made recovery codes',
  open_store: 'Opened the store',
  save_store: 'Changed the settings of the store',
  add_samples: 'Added the samples',
  remove_samples: 'Removed the samples',
  dismiss_checklist: 'Put the checklist away',
  use_recovery_code: 'Used a recovery code: the lost app was taken away',
}

/** What things are called, by the kind the log keeps. */
export const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  sale: 'Sales',
  draft: 'Drafts of sales',
  product: 'Products',
  order: 'Orders',
  answer: 'Ready-made answers',
  member: 'People',
  invitation: 'Invitations',
  merchant: 'The store',
  work: 'Work in the background',
}

/** The words of an action; one that has none yet is read out by its name. */
export function logWords(action: string): string {
  const words = LOG_WORDS[action] ?? action.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Detail = Readonly<Record<string, unknown>>
const TOLD = [
  'number',
  'title',
  'name',
  'email',
  'before',
  'role',
  'quantity',
  'gap',
  'kind',
  'reason',
] as const
const LABELS: Readonly<Record<(typeof TOLD)[number], (value: string) => string>> = {
  number: (value) => value,
  title: (value) => value,
  name: (value) => value,
  email: (value) => value,
  before: (value) => `was ${value}`,
  role: (value) => `as ${value}`,
  quantity: (value) => `${value} units`,
  gap: (value) => value,
  kind: (value) => value.replaceAll('_', ' '),
  reason: (value) => `“${value}”`,
}

/** What the log keeps of it, in a line: the order's number, the reason given, the role. */
export function detailWords(detail: Detail): string {
  return TOLD.flatMap((key) => {
    const value = detail[key]
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return []
    return [LABELS[key](String(value))]
  }).join(' · ')
}

/** Where the thing is that it was done to; null when there is no page of it, or no longer. */
export function subjectPath(kind: string, action: string, id: string): string | null {
  if (action.startsWith('remove_')) return null
  if (kind === 'order') return `/dashboard/orders/${id}`
  if (kind === 'product') return `/dashboard/products/${id}`
  return null
}
