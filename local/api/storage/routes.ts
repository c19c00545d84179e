import type { Sql } from 'postgres'
import type { Credentials } from '../caller.ts'
import { readBody } from '../replies.ts'
import { refusalOf, refusalReply, StorageRefusal } from './answers.ts'
import { type Caller, callerOf } from './as-caller.ts'
import type { Files } from './files.ts'
import { listObjects } from './list.ts'
import { checkName, readPlace } from './names.ts'
import { publicObject, putObject, removeObjects } from './objects.ts'

export type StorageDeps = { sql: Sql; files: Files }
type Ask = () => Credentials | { response: Response }

const ROOT = '/storage/v1/object/'
const PUBLIC = `${ROOT}public/`
const LIST = `${ROOT}list/`

async function jsonBody(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await readBody(request))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new StorageRefusal(400, 'Error', 'The body is not valid JSON')
  }
}

async function answerAs(
  { sql, files }: StorageDeps,
  request: Request,
  path: string,
  caller: Caller,
): Promise<Response | null> {
  const { method } = request
  if (method === 'POST' && path.startsWith(LIST)) {
    return listObjects(sql, caller, decodeURIComponent(path.slice(LIST.length)), await jsonBody(request))
  }
  const rest = path.slice(ROOT.length)
  if (method === 'DELETE' && !rest.includes('/')) {
    return removeObjects(sql, files, caller, decodeURIComponent(rest), await jsonBody(request))
  }
  const isUpload = (method === 'POST' || method === 'PUT') && !/^(sign|upload|move|copy|info)\//.test(rest)
  if (!isUpload) return null
  const place = readPlace(rest)
  checkName(place.bucketId)
  return putObject(sql, files, caller, place, request)
}

/**
 * `/storage/v1/*` as far as the shop goes: upload, update, list, remove, and the public address of a file. Null for a route
 * that is not here. @supabase/lite has an experimental storage; it is not used, because its own table of checks leaves
 * reading, listing and removing unproven.
 */
export function createStorage(deps: StorageDeps) {
  return async (request: Request, path: string, credentials: Ask): Promise<Response | null> => {
    if (!path.startsWith(ROOT)) return null
    try {
      if (path.startsWith(PUBLIC)) {
        if (request.method !== 'GET' && request.method !== 'HEAD') return null
        return await publicObject(deps.sql, deps.files, readPlace(path.slice(PUBLIC.length)), request)
      }
      const who = credentials()
      if ('response' in who) return who.response
      const caller = callerOf(who)
      return 'response' in caller ? caller.response : await answerAs(deps, request, path, caller)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal) return refusalReply(refusal)
      throw error
    }
  }
}
