/** Mailbox names as they go over the wire: modified UTF-7 (RFC 3501 §5.1.3). */

function shifted(run: string): string {
  const bytes = Buffer.from(run, 'utf16le').swap16()
  return `&${bytes.toString('base64').replaceAll('/', ',').replace(/=+$/, '')}-`
}

/** A folder's path (Unicode) → the ASCII that names it in a command. */
export function encodeMailboxName(path: string): string {
  return path.replaceAll('&', '&-').replaceAll(/[^\x20-\x7e]+/g, shifted)
}

/** Most names, which mean themselves. */
const PLAIN = /^[\x20-\x25\x27-\x7e]*$/

function unshifted(run: string): string {
  const bytes = Buffer.from(run.replaceAll(',', '/'), 'base64')
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : ''
}

/**
 * What LIST said → the path (Unicode); the inbox is always `INBOX`. A name that is no modified
 * UTF-7 (some servers send plain UTF-8) is kept as it came.
 */
export function decodeMailboxName(name: string): string {
  if (name.length === 5 && name.toUpperCase() === 'INBOX') return 'INBOX'
  if (PLAIN.test(name)) return name
  const path = name.replaceAll(/&([A-Za-z0-9+,]*)-/g, (_, run: string) => (run === '' ? '&' : unshifted(run)))
  return encodeMailboxName(path) === name ? path : name
}
