/** The request's header with the path and the query that were asked for; set by `proxy.ts`, whatever the browser sent. */
export const PATH_HEADER = 'x-stampede-path'
