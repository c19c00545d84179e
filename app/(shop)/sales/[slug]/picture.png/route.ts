import { answerPicture } from '#lib/share/answer-picture.ts'

type Context = { params: Promise<{ slug: string }> }

/** GET /sales/{slug}/picture.png: what a link to the sale looks like where links are shown with pictures. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerPicture(request, (await params).slug)
}
