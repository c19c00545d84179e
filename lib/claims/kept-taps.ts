import { isKeptTap, type KeptTap } from './tap.ts'

/** Taps this device keeps until they are answered: for this tab, for every other one, and for the service worker. */
export type KeptTaps = {
  /** Resolves once it is on the disk. Never rejects: where nothing can be kept it lives as long as the page does. */
  put(tap: KeptTap): Promise<void>
  remove(requestId: string): Promise<void>
  /** Null once it was answered and taken out, by whomever. */
  get(requestId: string): Promise<KeptTap | null>
  list(): Promise<KeptTap[]>
}

const DATABASE = 'stampede'
const STORE = 'taps'

/**
 * In IndexedDB, because that is the one store that pages and the service worker share and that can promise to have
 * written. Private windows and full disks may refuse it: then a tap is remembered by this page alone, and the server still
 * knows every claim. No DOM in here: the service worker loads it too.
 */
export function createKeptTaps(): KeptTaps {
  const memory = new Map<string, KeptTap>()
  let opening: Promise<IDBDatabase> | null = null
  let isRefused = typeof indexedDB === 'undefined'

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'requestId' })
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        const forget = () => {
          opening = null
        }
        // Closed under us (storage cleared, or a newer version wants in): the next use opens it again.
        database.onclose = forget
        database.onversionchange = () => {
          database.close()
          forget()
        }
        resolve(database)
      }
    })
    return opening
  }

  /** One transaction; settles when it is complete, which for a write means kept. Null when the store refuses. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> {
    if (isRefused) return null
    try {
      const database = await open()
      return await new Promise<T>((resolve, reject) => {
        // Strict: a battery that dies now loses nothing. A few bytes a tap, so the flush costs nobody anything.
        const transaction = database.transaction(STORE, mode, { durability: 'strict' })
        const request = work(transaction.objectStore(STORE))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } catch {
      isRefused = true
      return null
    }
  }

  return {
    async put(tap) {
      memory.set(tap.requestId, tap)
      await run('readwrite', (store) => store.put(tap))
    },
    async remove(requestId) {
      memory.delete(requestId)
      await run('readwrite', (store) => store.delete(requestId))
    },
    async get(requestId) {
      const found: unknown = await run('readonly', (store) => store.get(requestId))
      if (isRefused) return memory.get(requestId) ?? null
      return isKeptTap(found) ? found : null
    },
    async list() {
      const found: unknown[] | null = await run('readonly', (store) => store.getAll())
      return (isRefused ? [...memory.values()] : (found ?? [])).filter(isKeptTap)
    },
  }
}
