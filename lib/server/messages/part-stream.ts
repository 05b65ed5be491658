/** A part's bytes, decoded while they flow. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { isPlainEncoding, transferDecoder } from '#lib/mail/transfer-encoding.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { streamSection } from '#lib/server/imap/stream-section.ts'
import type { MessagePlace } from './with-message.ts'

function decoding(encoding: string): TransformStream<Uint8Array, Uint8Array> {
  const decoder = transferDecoder(encoding)
  const pass = (bytes: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>) => {
    if (bytes.length > 0) controller.enqueue(bytes)
  }
  return new TransformStream({
    transform: (chunk, controller) => pass(decoder.write(chunk), controller),
    flush: (controller) => pass(decoder.end(), controller),
  })
}

/** A part that holds others, or a whole message, BINARY would decode inside. */
function mayHoldNul({ part, type, encoding }: BodyPart): boolean {
  return isPlainEncoding(encoding) && /^[\d.]+$/.test(part) && !/^(?:message|multipart)\//.test(type)
}

/** Streams a part with its transfer encoding taken off; nothing is read before somebody pulls. */
export function partStream(
  account: Account,
  { path, uidValidity, uid }: MessagePlace,
  part: BodyPart,
): ReadableStream<Uint8Array> {
  return streamSection(account, path, uidValidity, uid, part.part, {
    totalBytes: part.size || undefined, // 0: not known (readable-parts.ts)
    binary: mayHoldNul(part),
  }).pipeThrough(decoding(part.encoding))
}
