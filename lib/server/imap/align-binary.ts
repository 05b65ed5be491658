/**
 * A whole message as BODY[] tells it beside the same message as BINARY[] does (RFC 3516): there NUL is NUL, but base64
 * and quoted-printable are taken off, and their Content-Transfer-Encoding is gone: another stands at the header's end.
 */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { decodeTransfer } from '#lib/mail/transfer-encoding.ts'

/** How far both were read. */
type Places = { told: number; exact: number }

const INSERTED = 'Content-Transfer-Encoding: binary\r\n'
/** A multipart may say that it is encoded, which nobody takes off: then the next parts are tried at the wrong place. */
const TRIES = 3

function isSame(told: number | undefined, exact: number | undefined): boolean {
  return told === exact || (exact === 0 && told === 0x80)
}

/** Steps over the Content-Transfer-Encoding that `at` stands in, which `exact` lacks. False where it stands in none. */
function skipField(told: Buffer, at: Places): boolean {
  const start = at.told === 0 ? 0 : told.lastIndexOf(0x0a, at.told - 1) + 1
  if (!/^content-transfer-encoding[ \t]*:/i.test(told.toString('latin1', start, start + 100))) return false
  let end = told.indexOf('\r\n', at.told)
  while (end >= 0 && (told[end + 2] === 0x20 || told[end + 2] === 0x09)) end = told.indexOf('\r\n', end + 2)
  at.exact -= at.told - start
  at.told = end + 2
  return end >= 0
}

/** How many bytes of `exact` are this part decoded, if it begins at these places; -1 where it doesn't. */
function decodedLength(told: Buffer, exact: Buffer, at: Places, { size, encoding }: BodyPart): number {
  const end = at.told + size
  // Words that need no encoding look like a part decoded: a part ends with its message, or before a boundary.
  if (end > told.length || (end < told.length && told.toString('latin1', end, end + 4) !== '\r\n--'))
    return -1
  const bytes = decodeTransfer(told.subarray(at.told, end), encoding)
  const fits = at.exact + bytes.length <= exact.length
  return fits && bytes.every((byte, index) => isSame(byte, exact[at.exact + index])) ? bytes.length : -1
}

/**
 * Puts NULs back into `told`, where it has 0x80 for them: as far as both can be followed, and outside encoded parts.
 * @param encoded the parts in base64 and quoted-printable, in the order in which they stand
 */
export function putNulsBack(told: Buffer, exact: Buffer, encoded: readonly BodyPart[]): void {
  const at: Places = { told: 0, exact: 0 }
  const follow = (end: number) => {
    for (; at.told < end; at.told++, at.exact++) {
      if (told[at.told] === 0x0a && exact[at.exact] === 0x0d) at.exact++ // BINARY ends every line with CR LF
      if (!isSame(told[at.told], exact[at.exact])) return
      told[at.told] = exact[at.exact] ?? 0
    }
  }
  let next = 0
  let budget = 4 * told.length // a stranger's structure may have us try again and again
  for (;;) {
    follow(told.length)
    if (at.told === told.length || !skipField(told, at)) return
    const body = told.indexOf('\r\n\r\n', at.told - 2) + 4
    follow(body - 2)
    if (exact.toString('latin1', at.exact, at.exact + INSERTED.length) !== INSERTED) return
    at.exact += INSERTED.length
    follow(body)
    if (at.told !== body) return
    for (let tried = next; tried < Math.min(next + TRIES, encoded.length); tried++) {
      const part = encoded[tried]
      budget -= part?.size ?? 0
      if (budget < 0) return
      const length = part ? decodedLength(told, exact, at, part) : -1
      if (!part || length < 0) continue
      at.told += part.size
      at.exact += length
      next = tried + 1
      break
    }
  }
}
