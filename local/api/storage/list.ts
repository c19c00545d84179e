import type { Sql } from 'postgres'
import { json } from '../replies.ts'
import { asCaller, type Caller } from './as-caller.ts'

type Asked = {
  prefix?: string
  limit?: number
  offset?: number
  search?: string
  sortBy?: { column?: string; order?: string }
}

const COLUMNS = new Set(['name', 'created_at', 'updated_at', 'last_accessed_at'])
const MAX_LIMIT = 1000

/** Characters that LIKE reads as wildcards mean themselves. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** `list()`: the files right in one folder that the caller may see, and the folders in it as rows without an id. */
export async function listObjects(
  sql: Sql,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  const asked = (body ?? {}) as Asked
  const folder = (asked.prefix ?? '').replace(/\/+$/, '')
  const prefix = folder === '' ? '' : `${folder}/`
  const column = COLUMNS.has(asked.sortBy?.column ?? '') ? (asked.sortBy?.column ?? 'name') : 'name'
  const isDescending = asked.sortBy?.order === 'desc'
  const limit = Math.min(Math.max(1, asked.limit ?? 100), MAX_LIMIT)
  const rows = await asCaller(
    sql,
    caller,
    (tx) => tx`
      select * from (
        select distinct on (part) part as name, case when is_file then id end as id,
          case when is_file then created_at end as created_at, case when is_file then updated_at end as updated_at,
          case when is_file then last_accessed_at end as last_accessed_at, case when is_file then metadata end as metadata
        from (
          select o.*, split_part(substr(o.name, ${prefix.length + 1}), '/', 1) as part,
            position('/' in substr(o.name, ${prefix.length + 1})) = 0 as is_file
          from storage.objects o
          where o.bucket_id = ${bucketId} and o.name like ${`${literal(prefix)}${literal(asked.search ?? '')}%`}
        ) found
        order by part, is_file desc
      ) listed
      order by ${tx(column)} ${isDescending ? tx`desc` : tx`asc`}, name
      limit ${limit} offset ${Math.max(0, asked.offset ?? 0)}`,
  )
  return json(200, rows)
}
