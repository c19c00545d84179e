import { answerPicture } from '#lib/share/answer-picture.ts'

/** GET /picture.png: the same for the shop itself. */
export async function GET(request: Request): Promise<Response> {
  return answerPicture(request, null)
}
