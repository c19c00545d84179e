import { shrinkPhoto } from './shrink-photo.ts'

export type SentPicture = { ok: true; url: string } | { ok: false; message: string }

const TIMEOUT_MS = 120_000
const LOST = 'The picture did not arrive: the connection was lost. Try again.'

/** Sends a picture and says how far it is, 0 to 1. `fetch` cannot say that, so it is the older request. Never rejects. */
export async function sendPicture(file: Blob, onProgress: (part: number) => void): Promise<SentPicture> {
  const body = await shrinkPhoto(file)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/dashboard/pictures')
    request.timeout = TIMEOUT_MS
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    const lost = () => resolve({ ok: false, message: LOST })
    request.onerror = lost
    request.ontimeout = lost
    request.onload = () => {
      const answer: { url?: unknown; message?: unknown } = request.response ?? {}
      if (request.status === 201 && typeof answer.url === 'string') resolve({ ok: true, url: answer.url })
      else resolve({ ok: false, message: typeof answer.message === 'string' ? answer.message : LOST })
    }
    request.send(body)
  })
}
