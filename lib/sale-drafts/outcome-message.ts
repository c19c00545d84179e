const REFUSALS: Record<string, string> = {
  not_allowed: 'With your role sales cannot be built. Ask an owner of the shop.',
  second_factor:
    'Confirm with your second factor first: sign out and in again. What you typed is kept on this device.',
  unknown_draft: 'This draft is not there any more. Go back to your sales.',
  opened: 'The sale has opened: it can be paused, closed or cancelled, but not taken back.',
  too_late: 'It opens within a quarter of an hour and its reminders go out: pause it, or cancel it.',
  claimed:
    'Somebody has claimed or waited for something of it, so it cannot be taken back: close or cancel it.',
  unknown_sale: 'This sale is not there any more. Go back to your sales.',
  already_scheduled: 'This sale is scheduled already. Find it under your sales.',
  changed_elsewhere:
    'Somebody else has changed this draft since you opened it. Nothing of theirs was changed, and what you typed is kept on this device: open the draft in another tab, compare, and discard here what you do not need.',
  invalid: 'The draft is too large to be kept: make the story shorter.',
}

/** What a refusal of the functions for drafts means for the person. */
export function draftRefusal(outcome: string): string {
  const known = REFUSALS[outcome]
  if (!known) throw new Error(`An outcome without words: ${outcome}`)
  return known
}
