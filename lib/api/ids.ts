/**
 * The two names that cross the wire: a folder's and a message's.
 * Both are computable by scripts, so their shape is part of the contract.
 */
import * as z from 'zod/mini'

/** base64url(UTF-8 path) without padding; the inbox is always `INBOX` → `SU5CT1g`. */
export const FolderId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2000}$/, 'is not a folder id'))
export type FolderId = z.infer<typeof FolderId>

/** `<folderId>.<uidValidity>.<uid>`: names one immutable message (RFC 9051 §2.3.1.1). */
export const MessageId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,2000}\.[1-9]\d{0,9}\.[1-9]\d{0,9}$/, 'is not a message id'))
export type MessageId = z.infer<typeof MessageId>

/** What a message id says. `uidValidity` and `uid` are 32-bit unsigned numbers, never 0. */
export type MessageName = { folderId: FolderId; uidValidity: number; uid: number }

/** A folder's path (Unicode, as LIST decoded it) → its id. */
export function folderIdOf(path: string): FolderId {
  let bytes = ''
  for (const byte of new TextEncoder().encode(path)) bytes += String.fromCharCode(byte)
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** A folder id → the path it names, or null where the id is no canonical base64url of UTF-8. */
export function folderPathOf(id: FolderId): string | null {
  try {
    const bytes = atob(id.replaceAll('-', '+').replaceAll('_', '/'))
    const path = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (char) => char.charCodeAt(0)),
    )
    return folderIdOf(path) === id ? path : null
  } catch {
    return null // not base64, or not UTF-8: it names nothing
  }
}

/** Composes a message id. */
export function messageIdOf({ folderId, uidValidity, uid }: MessageName): MessageId {
  return `${folderId}.${uidValidity}.${uid}`
}

/** Takes a message id (already parsed by `MessageId`) apart. */
export function messageNameOf(id: MessageId): MessageName {
  const [folderId = '', uidValidity, uid] = id.split('.')
  return { folderId, uidValidity: Number(uidValidity), uid: Number(uid) }
}
