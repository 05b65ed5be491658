/** A whole message with its NULs, whatever parts of it are encoded. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { putNulsBack } from './align-binary.ts'
import { binaryItem, toldNo } from './binary-part.ts'
import { fetchItems } from './fetch-message-items.ts'
import { fetchParts } from './fetch-parts.ts'
import { bytesOf } from './response.ts'

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * The source of a message with NULs in it where the server tells of them (see `putNulsBack`), or null where it can't.
 * The message is read twice, and held as often.
 * @throws MailError not_found, unavailable
 */
export async function restoreSource(
  box: OpenBox,
  uid: number,
  encoded: readonly BodyPart[],
): Promise<Uint8Array | null> {
  if (!box.capabilities.has('BINARY')) return null
  const items = await fetchItems(box, uid, [binaryItem('')], 'BINARY[]').catch(toldNo)
  const exact = bytesOf(items?.get('BINARY[]'))
  const told = exact && (await fetchParts(box, uid, [''])).get('')
  if (!exact || !told) return null
  const source = Buffer.from(told)
  putNulsBack(source, bufferOf(exact), encoded)
  return source
}
