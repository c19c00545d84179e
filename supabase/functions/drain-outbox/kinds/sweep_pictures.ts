import { callDatabase, getDatabase } from '../../_shared/database.ts'

const PAGE = 100
/** Files of one day's sweep at most; what is left waits for tomorrow's. */
const PAGES_MAX = 20

/** Takes away the files of pictures that were uploaded two weeks ago or earlier and are shown by nothing. Safe to do again. */
export async function sweepPictures(): Promise<void> {
  const bucket = getDatabase().storage.from('pictures')
  let after = ''
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const names = (await callDatabase('list_unused_pictures', { p_after: after, p_limit: PAGE })) as string[]
    if (names.length === 0) return
    const { error } = await bucket.remove(names)
    if (error) throw new Error(`Unused pictures could not be removed: ${error.message}`)
    after = names.at(-1) ?? ''
    if (names.length < PAGE) return
  }
}
