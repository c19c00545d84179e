import { StorageRefusal } from './answers.ts'

/** What hosted Storage takes as a name: S3's safe characters. Names never become paths of this machine (see files.ts). */
const SAFE_NAME = /^[\w/!.*'() &$@=;:+,?-]+$/
const MAX_LENGTH = 1024

function refuse(name: string): never {
  throw new StorageRefusal(400, 'InvalidKey', `Invalid key: ${name}`)
}

/** Checks the name of an object and gives it back. Throws InvalidKey. */
export function checkName(name: string): string {
  const parts = name.split('/')
  const isSafe = SAFE_NAME.test(name) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  return isSafe && name.length <= MAX_LENGTH ? name : refuse(name)
}

/** Bucket and object out of what follows a route, `bucket/folder/name`. Throws InvalidKey. */
export function readPlace(rest: string): { bucketId: string; name: string } {
  const [bucketId = '', ...parts] = rest.split('/').map(decodeURIComponent)
  return { bucketId, name: checkName(parts.join('/')) }
}
