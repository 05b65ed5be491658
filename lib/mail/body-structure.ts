/** BODYSTRUCTURE (RFC 3501 §7.4.2) as we keep it: a tree of parts, root first. */

/** One node of a message's MIME tree. Types are lower case; sizes are encoded bytes. */
export type BodyPart = {
  /** The section that fetches it: `1`, `2.1`; a single-part root is `1`, a multipart root is ``. */
  part: string
  /** `text/plain`, `multipart/alternative`, `message/rfc822` … */
  type: string
  /** Content-Type parameters by lower-case name, still encoded (RFC 2231/2047). */
  parameters: ReadonlyMap<string, string>
  /** Content-Transfer-Encoding, lower case; `7bit` where the server says nothing. */
  encoding: string
  /** Encoded size in bytes; 0 for multiparts. */
  size: number
  /** Content-ID without angle brackets, or null. */
  contentId: string | null
  /** `attachment`, `inline`, another word, or null where there is none. */
  disposition: string | null
  dispositionParameters: ReadonlyMap<string, string>
  children: readonly BodyPart[]
}

/** Where the whole of a message's body is, given that body: `TEXT`, `2.TEXT` (RFC 3501 §6.4.5). */
export function wholeBodySection({ part }: BodyPart): string {
  return part.replace(/[^.]*$/, 'TEXT')
}

/** Where the header of a message is, given its body: `HEADER`, `2.HEADER`. */
export function headerSectionOf({ part }: BodyPart): string {
  return part.replace(/[^.]*$/, 'HEADER')
}

/** What one FETCH brings for a row of a list: everything that never changes, and the flags. */
export type FetchedRow = {
  uid: number
  flags: string[]
  /** INTERNALDATE. */
  receivedAt: Date
  /** RFC822.SIZE, bytes. */
  size: number
  /** The header fields asked for (`ROW_HEADERS`), raw bytes as stored. */
  header: Uint8Array
  structure: BodyPart
  /** The first bytes of what is probably the readable part, still transfer-encoded. */
  preview: { part: string; bytes: Uint8Array } | null
  /** The server's own conversation id (OBJECTID THREADID, X-GM-THRID), or null. */
  threadId: string | null
}
