type Refusal = { field?: string; message: string }

const IN_SALE = 'A sale that shoppers know of has it like this. It can be changed once that sale is over'

const REFUSALS: Record<string, Refusal> = {
  not_allowed: { message: 'With your role products cannot be changed. Ask an owner of the shop.' },
  second_factor: {
    message:
      'Confirm with your second factor first: sign out and in again. What you typed is kept on this device.',
  },
  unknown_product: { message: 'This product is not there any more. Go back to the list.' },
  changed_elsewhere: {
    message:
      'Somebody else has saved this product since you opened it. Nothing was changed. What you typed is kept on this device: open the product in another tab, compare, and save again from there.',
  },
  invalid: {
    message: 'Something in the form cannot be right: check it and save again. Nothing was changed.',
  },
  unknown_picture: {
    field: 'pictures',
    message: 'One of the pictures is not there any more: remove it and add it again.',
  },
  name_in_sale: { field: 'name', message: `${IN_SALE}; everything else can be saved now.` },
  tax_in_sale: { field: 'taxPercent', message: `${IN_SALE}; everything else can be saved now.` },
  variant_in_sale: {
    field: 'variants',
    message: `${IN_SALE}: put back the choices that were there. New ones can be added.`,
  },
  variant_in_use: {
    field: 'variants',
    message:
      'A choice you removed belongs to a sale, whose records need it: put it back. It need not be sold again.',
  },
  in_use: {
    message:
      'A sale has, or had, this product, and its orders need it. It cannot be removed; leave it out of the next sale.',
  },
}

/** What a refusal of save_product(), remove_product() or set_products_status() means for the person, and where in the form it belongs. */
export function productRefusal(outcome: string): Refusal {
  const known = REFUSALS[outcome]
  if (!known) throw new Error(`An outcome without words: ${outcome}`)
  return known
}
