/** Parts with their NUL bytes (RFC 3516), whole. */
import type { OpenBox } from './account.ts'
import { binaryItem, mayStandForNul, toldNo, withNuls } from './binary-part.ts'
import { fetchItems } from './fetch-message-items.ts'
import { bytesOf } from './response.ts'

/**
 * The bytes of a part without a transfer encoding, of which BODY has told `told`, with the NULs that are in them where
 * the server can say more.
 * @throws MailError unavailable
 */
export async function restoreNuls(
  box: OpenBox,
  uid: number,
  part: string,
  told: Uint8Array,
): Promise<Uint8Array> {
  if (!mayStandForNul(box, told)) return told
  const name = `BINARY[${part}]`
  const items = await fetchItems(box, uid, [binaryItem(part, [0, told.length])], name).catch(toldNo)
  return withNuls(told, bytesOf(items?.get(name)))
}
