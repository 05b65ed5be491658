/** A section as a stream of pieces: the connection is lent for one piece at a time. */
import { MailError } from '#lib/mail/mail-error.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account, OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom } from './imap-client.ts'
import { bytesOf } from './response.ts'

const PIECE = 1024 * 1024

/** Where a section is: `''` is the whole message. */
type SectionOf = { path: string; uidValidity: number; uid: number; section: string }

/**
 * The raw bytes of a section, still transfer-encoded, in pieces of at most 1 MiB, read as the reader asks for them.
 * A slow reader holds no connection. Where `totalBytes` is known it spares the last, empty piece.
 * The stream fails with a MailError: uidvalidity_changed, not_found (gone: also before the first byte), unavailable.
 */
export function streamSection(
  account: Account,
  path: string,
  uidValidity: number,
  uid: number,
  section: string,
  totalBytes?: number,
): ReadableStream<Uint8Array> {
  const stop = new AbortController()
  let offset = 0
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const length = Math.min(PIECE, Math.max(1, (totalBytes ?? Number.POSITIVE_INFINITY) - offset))
    const piece = await account.use(
      path,
      (box) => fetchPiece(box, { path, uidValidity, uid, section }, offset, length),
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
  const name = `BODY[${at.section.toUpperCase()}]`
  const item = atom('BODY.PEEK', at.section === '' ? [] : [atom(at.section)], [offset, length])
  const piece = bytesOf((await fetchItems(box, at.uid, [item], name))?.get(name))
  if (piece === null) throw new MailError('not_found')
  return piece
}
