/** The source of a message, with its NULs where the server can tell of them (binary-part.ts). */
import type { BodyPart, FetchedRow } from '#lib/mail/body-structure.ts'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import { isStandardEncoding } from '#lib/mail/transfer-encoding.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { restoreSource } from '#lib/server/imap/restore-source.ts'
import { streamSection } from '#lib/server/imap/stream-section.ts'
import type { MessagePlace } from './with-message.ts'

/** Of a longer message both forms are not held in memory: NULs come back where nothing in it is encoded. */
const LONGEST_MENDED = 32 * 1024 * 1024

async function restored(
  account: Account,
  place: MessagePlace,
  encoded: readonly BodyPart[],
): Promise<Uint8Array | null> {
  let tries = 0
  return await account.use(
    place.path,
    async (box) => {
      const isSame = box.uidValidity === place.uidValidity
      // Dovecot hangs up on BINARY of some damaged messages: it is not asked a second time.
      return tries++ === 0 && isSame ? await restoreSource(box, place.uid, encoded) : null
    },
    { role: 'bulk', readOnly: true, repeatable: true, within: config().deadlines.work },
  )
}

/** Whether a stream of bytes is UTF-8 so far. */
function utf8Watch(): (chunk: Uint8Array) => boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isText = true
  return (chunk) => {
    if (!isText) return false
    try {
      decoder.decode(chunk, { stream: true })
    } catch {
      isText = false // which is what was asked
    }
    return isText
  }
}

/** Reads the message anew when the first 0x80 comes that no UTF-8 explains: nearly all mail never costs that. */
function mending(restore: () => Promise<Uint8Array | null>): TransformStream<Uint8Array, Uint8Array> {
  const isText = utf8Watch()
  let offset = 0
  let whole: Uint8Array | null | undefined
  return new TransformStream({
    async transform(chunk, controller) {
      const start = offset
      offset += chunk.length
      if (!isText(chunk) && chunk.includes(0x80) && whole === undefined) whole = await restore()
      controller.enqueue(whole?.subarray(start, offset) ?? chunk)
    },
  })
}

/** The bytes as they are stored, read as they are pulled. Fails as `streamSection` does. */
export function sourceStream(
  account: Account,
  place: MessagePlace,
  { structure, size }: FetchedRow,
): ReadableStream<Uint8Array> {
  const encoded = partsWithin(structure)
    .map(({ part }) => part)
    .filter(({ encoding }) => isStandardEncoding(encoding))
  const { path, uidValidity, uid } = place
  const isLong = size > LONGEST_MENDED
  const binary = isLong && encoded.length === 0
  const stream = streamSection(account, path, uidValidity, uid, '', { totalBytes: size, binary })
  return isLong ? stream : stream.pipeThrough(mending(() => restored(account, place, encoded)))
}
