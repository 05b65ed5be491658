/** BINARY (RFC 3516), where a part may hold NUL. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { atom, type Token } from './imap-client.ts'

/** True where 0x80 may be what a server wrote for NUL, and the server can tell. */
export function mayStandForNul({ capabilities }: OpenBox, bytes: Uint8Array): boolean {
  return capabilities.has('BINARY') && bytes.includes(0x80)
}

/**
 * Asks for a part as it is. A literal of RFC 3501 holds no NUL: Dovecot writes 0x80 in its place in BODY[…]; a literal8
 * holds any byte. `''` is the whole message. Only for what has no transfer encoding, in it either: others are decoded
 * (align-binary.ts), and Dovecot answers one that can't be decoded with NO, or hangs up.
 */
export function binaryItem(section: string, partial?: [number, number]): Token {
  return atom('BINARY.PEEK', section === '' ? [] : [atom(section)], partial)
}

/**
 * `told` (BODY) with the NULs that `exact` (BINARY) has. Where they differ in anything else the server has decoded
 * something that it had called plain: then `told` stands.
 */
export function withNuls(told: Uint8Array, exact: Uint8Array | null): Uint8Array {
  if (exact?.length !== told.length) return told
  const same = exact.every((byte, at) => byte === told[at] || (byte === 0 && told[at] === 0x80))
  return same ? exact : told
}

/** A NO to BINARY (RFC 3516 §4.3: UNKNOWN-CTE, PARSE) only means that nothing more is known. */
export function toldNo(error: unknown): null {
  if (error instanceof MailError && error.code === 'refused') return null
  throw error
}
