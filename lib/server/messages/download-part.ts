/** `GET /api/messages/:id/parts/:partId`. */
import type { MessageId } from '#lib/api/ids.ts'
import { fileNameOf } from '#lib/mail/attachments.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { parameterOf } from '#lib/mail/mime-parameters.ts'
import { isShownInline, shownType } from '#lib/mail/preview-kind.ts'
import { isPlainEncoding } from '#lib/mail/transfer-encoding.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { rangeOf, sliceStream } from './byte-range.ts'
import { contentDisposition, INERT, safeContentType } from './content-disposition.ts'
import { bytesOfPart, type FoundPart, findPart } from './find-part.ts'

/** Up to this size (encoded bytes) a part is read before it is answered, so that its length is known. */
const SMALL = 1024 * 1024

type PartCall = {
  account: Account
  params: { id: MessageId; partId: string }
  query: { disposition: 'attachment' | 'inline' }
  request: Request
}

/** The bytes, and how many they are where that can be told without reading them twice. Size 0 is an unknown one. */
async function openPart(account: Account, opened: FoundPart) {
  const { part } = opened
  const stream = bytesOfPart(account, opened)
  if (isPlainEncoding(part.encoding) && part.size > 0) return { body: stream, length: part.size }
  if (part.size === 0 || part.size > SMALL) return { body: stream, length: null }
  const bytes = await new Response(stream).bytes()
  return { body: bytes, length: bytes.length }
}

// Decoded lengths of large parts that were asked for in ranges: a video is, again and again. They never change.
const lengths = new Map<string, number>()
const MOST_LENGTHS = 1000

async function countBytes(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<number> {
  let length = 0
  for await (const chunk of stream) {
    signal.throwIfAborted()
    length += chunk.length
  }
  return length
}

/** The decoded length, by reading a large encoded part once if it must be. */
async function decodedLength(account: Account, opened: FoundPart, signal: AbortSignal): Promise<number> {
  const { place, part } = opened
  if (isPlainEncoding(part.encoding) && part.size > 0) return part.size
  const key = JSON.stringify([account.key, place.path, place.uidValidity, place.uid, part.part])
  const length = lengths.get(key) ?? (await countBytes(bytesOfPart(account.shared, opened), signal))
  if (lengths.size >= MOST_LENGTHS) lengths.delete(lengths.keys().next().value ?? '')
  lengths.set(key, length)
  return length
}

function headersOf(part: BodyPart, asked: 'attachment' | 'inline'): Headers {
  const fileName = fileNameOf(part)
  const type = asked === 'inline' ? shownType(part.type, fileName) : part.type
  const shown = asked === 'inline' && isShownInline(type)
  return new Headers({
    ...INERT,
    'Content-Type': safeContentType(type, parameterOf(part.parameters, 'charset')),
    'Content-Disposition': contentDisposition(shown ? 'inline' : 'attachment', fileName),
    'Accept-Ranges': 'bytes',
  })
}

async function answerRange(
  account: Account,
  opened: FoundPart,
  headers: Headers,
  request: Request,
): Promise<Response | null> {
  const asked = request.headers.get('range')
  if (asked === null) return null
  const length = await decodedLength(account, opened, request.signal)
  const range = rangeOf(asked, length)
  if (range === null) return null
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${length}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('Content-Range', `bytes ${range.start}-${range.end}/${length}`)
  headers.set('X-Content-Length', String(range.end - range.start + 1))
  return new Response(bytesOfPart(account, opened).pipeThrough(sliceStream(range)), { status: 206, headers })
}

/**
 * Streams a part's decoded bytes, as a download unless its type is a harmless one and `inline` is asked for.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function downloadPart({ account, params, query, request }: PartCall): Promise<Response> {
  const opened = await findPart(account, params)
  const headers = headersOf(opened.part, query.disposition)
  const partial = await answerRange(account, opened, headers, request)
  if (partial) return partial
  const { body, length } = await openPart(account, opened)
  if (length !== null) headers.set('X-Content-Length', String(length))
  return new Response(body, { headers })
}
