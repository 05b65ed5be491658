/** Parts with their NUL bytes (RFC 3516), whole. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { binaryItem } from './binary-item.ts'
import { fetchItems } from './fetch-message-items.ts'
import { bytesOf } from './response.ts'

/**
 * A part without a transfer encoding, at most `maxBytes` of it; null where the server can't say more than BODY[…] does.
 * @throws MailError unavailable
 */
export async function fetchBinary(
  box: OpenBox,
  uid: number,
  part: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  if (!box.capabilities.has('BINARY')) return null
  const name = `BINARY[${part}]`
  try {
    const items = await fetchItems(box, uid, [binaryItem(part, [0, maxBytes])], name)
    return bytesOf(items?.get(name))
  } catch (error) {
    if (error instanceof MailError && error.code === 'refused') return null
    throw error
  }
}
