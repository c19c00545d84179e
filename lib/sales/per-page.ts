/** Sales on one page of what was found: as many as a phone scrolls in a minute. */
export const PER_PAGE = 24
