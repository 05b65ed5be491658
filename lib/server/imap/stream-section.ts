/** A section as a stream of pieces: the connection is lent for one piece at a time. */
import { MailError } from '#lib/mail/mail-error.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account, OpenBox } from './account.ts'
import { binaryItem } from './binary-item.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom, type Token } from './imap-client.ts'
import { bytesOf } from './response.ts'

const PIECE = 1024 * 1024

/** Where a section is: `''` is the whole message. */
type SectionOf = { path: string; uidValidity: number; uid: number; section: string; binary: boolean }

/** `totalBytes`, where it is known, spares the last, empty piece. `binary`: see `binaryItem`. */
type StreamOptions = { totalBytes?: number | undefined; binary?: boolean }

/**
 * The raw bytes of a section, still transfer-encoded, in pieces of at most 1 MiB, read as the reader asks for them.
 * A slow reader holds no connection.
 * The stream fails with a MailError: uidvalidity_changed, not_found (gone: also before the first byte), unavailable.
 */
export function streamSection(
  account: Account,
  path: string,
  uidValidity: number,
  uid: number,
  section: string,
  { totalBytes, binary = false }: StreamOptions = {},
): ReadableStream<Uint8Array> {
  const stop = new AbortController()
  let offset = 0
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const left = (totalBytes ?? Number.POSITIVE_INFINITY) - offset
    const length = left > 0 ? Math.min(PIECE, left) : PIECE // the total was wrong, or 0
    const piece = await account.use(
      path,
      (box) => fetchPiece(box, { path, uidValidity, uid, section, binary }, offset, length),
      {
        role: 'bulk',
        readOnly: true,
        repeatable: true,
        signal: stop.signal,
        within: config().deadlines.work,
      },
    )
    offset += piece.length
    if (piece.length > 0) controller.enqueue(piece)
    if (piece.length < length || offset === totalBytes) controller.close()
  }
  return new ReadableStream<Uint8Array>(
    { pull, cancel: (reason) => stop.abort(reason) },
    { highWaterMark: 1 },
  )
}

/** Bytes `offset` to `offset + length` of a section; fewer at its end. */
async function fetchPiece(box: OpenBox, at: SectionOf, offset: number, length: number): Promise<Uint8Array> {
  if (box.uidValidity !== at.uidValidity) throw new MailError('uidvalidity_changed')
  const section = at.section.toUpperCase()
  if (at.binary && box.capabilities.has('BINARY')) {
    const item = binaryItem(at.section, [offset, length])
    const piece = await fetchSection(box, at, item, `BINARY[${section}]`).catch(toldNo)
    if (piece !== null) return piece
  }
  const item = atom('BODY.PEEK', at.section === '' ? [] : [atom(at.section)], [offset, length])
  const piece = await fetchSection(box, at, item, `BODY[${section}]`)
  if (piece === null) throw new MailError('not_found')
  return piece
}

async function fetchSection(
  box: OpenBox,
  { uid }: SectionOf,
  item: Token,
  name: string,
): Promise<Uint8Array | null> {
  return bytesOf((await fetchItems(box, uid, [item], name))?.get(name))
}

/** A NO to BINARY (RFC 3516 §4.3: UNKNOWN-CTE, PARSE) only means that it is asked for another way. */
function toldNo(error: unknown): null {
  if (error instanceof MailError && error.code === 'refused') return null
  throw error
}
