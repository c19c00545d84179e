export const WORDS = {
  newVersion: 'There is a new version',
  newVersionDetail: 'The page is loaded again. Your bag and your place in line stay.',
  paying: 'Somebody is paying here',
  payingDetail: 'In another tab. Update when that is done.',
  update: 'Update',
  updating: 'Updating…',
  later: 'Later',
} as const
