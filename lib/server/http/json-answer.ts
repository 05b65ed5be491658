/** Data as an answer: JSON, compressed where the caller takes that and it saves a packet (RFC 9110 §8.4.1.3). */
import { promisify } from 'node:util'
import { constants, gzip, gzipSync } from 'node:zlib'

/** What one packet carries anyway (bytes). */
const PACKET = 1_400
/** Next takes a `Content-Encoding` of ours away: lib/server/start/main.ts makes it of this. */
export const ENCODING = 'X-Content-Encoding'

/** Beyond it (bytes) nobody waits for it: below, another thread takes longer to ask than this one to do it. */
const MUCH = 256 * 1024
const FAST = { level: constants.Z_BEST_SPEED }

const squeezedElsewhere = promisify(gzip)

/** Whether `gzip` is among what `Accept-Encoding` names, and not with a weight of nothing. */
function takesGzip(request: Request): boolean {
  const named = (request.headers.get('accept-encoding') ?? '').split(',').map((one) => one.trim())
  return named.some((one) => /^gzip\s*(?:;|$)/i.test(one) && !/;\s*q=0(?:\.0*)?$/i.test(one))
}

async function squeezed(plain: Buffer): Promise<Buffer<ArrayBuffer>> {
  return plain.length > MUCH ? await squeezedElsewhere(plain, FAST) : gzipSync(plain, FAST)
}

/**
 * The answer to a request. Its length is said: it needs no last chunk, one write to the socket less. Fast rather than
 * small: a page of rows is a fifth of its size in a tenth of a millisecond.
 */
export async function jsonAnswer(request: Request, status: number, data: unknown): Promise<Response> {
  const plain = Buffer.from(JSON.stringify(data))
  const isSqueezed = plain.length > PACKET && takesGzip(request)
  const body = isSqueezed ? await squeezed(plain) : plain
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': `${body.length}`,
    Vary: 'Accept-Encoding',
    ...(isSqueezed && { [ENCODING]: 'gzip' }),
  }
  return new Response(body, { status, headers })
}
