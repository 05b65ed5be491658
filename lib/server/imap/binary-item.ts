/** BINARY (RFC 3516), where a part may hold NUL. */
import { atom, type Token } from './imap-client.ts'

/**
 * Asks for a part as it is. A literal of RFC 3501 holds no NUL: Dovecot writes 0x80 in its place in BODY[…]; a literal8
 * holds any byte. Only for parts without a transfer encoding: of others BINARY is decoded, and Dovecot answers one that
 * can't be decoded with NO, or hangs up.
 */
export function binaryItem(section: string, partial: [number, number]): Token {
  return atom('BINARY.PEEK', [atom(section)], partial)
}
