/** The names that cross the wire, made and taken apart: plain strings, for where a schema would be too much to carry. */

/** A folder id: base64url(UTF-8 path) without padding. */
export const FOLDER_ID = /^[A-Za-z0-9_-]{1,2000}$/
/** A message id: `<folderId>.<uidValidity>.<uid>`. */
export const MESSAGE_ID = /^[A-Za-z0-9_-]{1,2000}\.[1-9]\d{0,9}\.[1-9]\d{0,9}$/

/** What a message id says. `uidValidity` and `uid` are 32-bit unsigned numbers, never 0. */
export type MessageName = { folderId: string; uidValidity: number; uid: number }

/** A folder's path (Unicode, as LIST decoded it) → its id. */
export function folderIdOf(path: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(path)) bytes += String.fromCharCode(byte)
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** A folder id → the path it names, or null where the id is no canonical base64url of UTF-8. */
export function folderPathOf(id: string): string | null {
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
export function messageIdOf({ folderId, uidValidity, uid }: MessageName): string {
  return `${folderId}.${uidValidity}.${uid}`
}

/** Takes a message id (already parsed by `MessageId`) apart. */
export function messageNameOf(id: string): MessageName {
  const [folderId = '', uidValidity, uid] = id.split('.')
  return { folderId, uidValidity: Number(uidValidity), uid: Number(uid) }
}
