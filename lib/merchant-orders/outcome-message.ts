/** What a move of an order answered when it was not done, as a sentence that says what to do. */
const MESSAGES: Readonly<Record<string, string>> = {
  unknown_order: 'There is no such order at this shop: check the number.',
  unknown_shipment: 'This parcel is not there any more: reload the page.',
  not_allowed: 'Your role may not do this: ask an owner or manager of the shop.',
  second_factor: 'This asks for the code of your authenticator app.',
  invalid: 'Something in the form cannot be right: check it and send it again.',
  nothing_to_ship: 'Nothing is left to ship: all of it has left, or was cancelled.',
  too_many: 'That is more than is left of a line: reload the page to see what is.',
  not_paid: 'This order is not paid, or its money went back: it must not leave.',
  already_shipped: 'A part of it has left already: refund it, or take the parcel back.',
  already_cancelled: 'This order was cancelled before.',
  already_delivered: 'This parcel was marked as delivered before.',
  already_returned: 'All of this parcel is back already.',
  come_back: 'This parcel came back: it cannot be delivered.',
  more_than_charged: 'That is more than is left of what was charged: ask for less.',
  nothing_charged: 'Nothing was charged for this order, so nothing can go back.',
  failed: 'This one did not go through: try it again.',
}

export function outcomeMessage(outcome: string): string {
  return MESSAGES[outcome] ?? 'This could not be done: reload the page and try again.'
}

/** Outcomes that mean: it is done, now or by the same request before. */
const DONE = new Set([
  'shipped',
  'part_shipped',
  'delivered',
  'cancelled',
  'refund_asked',
  'returned',
  'part_returned',
  'repeated',
])

export function isDone(outcome: string): boolean {
  return DONE.has(outcome)
}
