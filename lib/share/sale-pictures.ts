import 'server-only'
import { getEnv } from '#lib/env.ts'
import { shared } from '#lib/http/shared.ts'
import { isLanguage, LANGUAGES, type Language } from '#lib/languages/languages.ts'
import { getSale } from '#lib/sales/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'
import { drawPicture } from './draw-picture.ts'
import { loadPhoto } from './load-photo.ts'
import { type PicturePlan, planSalePicture, planShopPicture } from './picture-plan.ts'
import { createPictures, type Picture, type Pictures } from './pictures.ts'

/** The picture of an announced sale in a language, or of the shop itself (null); null when there is no such sale. Throws BusyError. */
export function getPicture(slug: string | null, language: Language): Promise<Picture | null> {
  return ofThisProcess().getPicture(`${language}/${slug ?? ''}`)
}

function ofThisProcess(): Pictures {
  return shared('pictures', () =>
    createPictures<PicturePlan>({ read, draw, steadyNowMs: () => performance.now() }),
  )
}

async function read(name: string): Promise<PicturePlan | null> {
  const [first = '', slug = ''] = name.split('/', 2)
  const language = isLanguage(first) ? first : LANGUAGES[0]
  if (slug === '') return planShopPicture(language)
  const sale = await getSale(slug)
  return sale && planSalePicture(sale, language, databaseNowMs())
}

async function draw(plan: PicturePlan): Promise<Buffer> {
  const photo = plan.pictureUrl === null ? null : await loadPhoto(plan.pictureUrl, getEnv().supabaseUrl)
  try {
    return await drawPicture(photo ? plan : { ...plan, pictureUrl: null }, photo)
  } catch (error) {
    // A file that is no picture must not take the words with it. Without it there is one reason less to fail.
    if (!photo) throw error
    return drawPicture({ ...plan, pictureUrl: null }, null)
  }
}
