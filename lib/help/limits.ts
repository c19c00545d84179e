/** Characters of a message and of a canned answer's title, as the database checks them. */
export const BODY_MAX = 4_000
export const TITLE_MAX = 80
