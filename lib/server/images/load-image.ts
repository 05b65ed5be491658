/** `GET /api/image`: a remote image, for who signed for it, and only if it is one. */
import type { IncomingMessage } from 'node:http'
import { MailError } from '#lib/mail/mail-error.ts'
import { takeTurn } from '#lib/server/outward/turns.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { fetchRemote } from './fetch-remote.ts'
import { imageFormatOf } from './image-format.ts'
import { isSigned } from './signed-path.ts'

const MOST_BYTES = 10 * 1024 * 1024
const MOST_PIXELS = 50_000_000
const MOST_MILLISECONDS = 15_000

function tooLarge(): MailError {
  return new MailError('too_large', { detail: 'This image is too large to be shown.' })
}

async function readImage(answer: IncomingMessage): Promise<Buffer> {
  if (answer.statusCode !== 200)
    throw new MailError('not_found', { detail: 'This image is no longer where the mail says.' })
  if (!['', 'identity'].includes(answer.headers['content-encoding'] ?? ''))
    throw new MailError('forbidden', { detail: 'This is not an image that can be shown.' })
  if (Number(answer.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function load(url: string, hungUp: AbortSignal): Promise<Response> {
  const late = AbortSignal.timeout(MOST_MILLISECONDS)
  let answer: IncomingMessage | null = null
  try {
    answer = await fetchRemote(url, AbortSignal.any([late, hungUp]))
    const bytes = await readImage(answer)
    const format = imageFormatOf(bytes)
    if (!format) throw new MailError('forbidden', { detail: 'This is not an image that can be shown.' })
    if (format.pixels !== null && format.pixels > MOST_PIXELS) throw tooLarge()
    return new Response(new Uint8Array(bytes), {
      headers: { 'Content-Type': format.type, 'X-Content-Length': String(bytes.length) },
    })
  } catch (cause) {
    if (late.aborted)
      throw new MailError('unavailable', {
        detail: 'This image took too long to load.',
        retryAfter: 60,
        cause,
      })
    if (cause instanceof MailError) throw cause
    throw new MailError('not_found', { detail: 'This image could not be loaded.', cause })
  } finally {
    answer?.destroy()
  }
}

/**
 * Fetches an image through this server: image types by their magic bytes, at most 10 MB, 50 megapixels and
 * 15 seconds, from public addresses, without cookie, referrer or name.
 * @throws MailError forbidden, not_found, too_large, unavailable
 */
export async function loadRemoteImage({
  query,
  signedIn,
  request,
}: {
  query: { url: string; sig: string }
  signedIn: SignedIn
  request: Request
}): Promise<Response> {
  if (!isSigned(signedIn.sid, query.url, query.sig))
    throw new MailError('forbidden', { detail: 'This image was not allowed in this session.' })
  return await takeTurn(signedIn.sid, () => load(query.url, request.signal))
}
