/** Which attachments can be looked at in place, and as what: the server and the tab decide by this one table. */

/** How an attachment is shown. `text` is decoded by the server; the others are the browser's own viewers. */
export type PreviewKind = 'image' | 'pdf' | 'audio' | 'video' | 'text' | 'mail'

/** Types a browser may show by itself: none of them can run anything. SVG and HTML can. */
const SHOWN =
  /^(?:image\/(?!svg)[a-z0-9.+-]+|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+|application\/pdf|text\/plain)$/

// What senders write → the registered name, which is what browsers go by.
const ALIASES = new Map([
  ['application/x-pdf', 'application/pdf'],
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/x-m4a', 'audio/mp4'],
])

// Some send everything as bytes of no kind, with a name alone.
const BY_ENDING = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['pdf', 'application/pdf'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
  ['wav', 'audio/wav'],
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
  ['txt', 'text/plain'],
  ['log', 'text/plain'],
  ['md', 'text/plain'],
  ['csv', 'text/plain'],
  ['diff', 'text/plain'],
  ['patch', 'text/plain'],
  ['json', 'text/plain'],
  ['ics', 'text/plain'],
  ['eml', 'message/rfc822'],
])

const KINDLESS = new Set(['application/octet-stream', 'application/x-download', 'application/force-download'])

// Read as text, whatever they are for: the page shows their characters, never what they would do.
const TEXTUAL =
  /^(?:text\/(?!rtf|richtext)[a-z0-9.+-]+|application\/(?:[a-z0-9.+-]+\+)?(?:json|xml|yaml)|application\/(?:x-)?(?:javascript|sh|sql|ics|pgp-signature|pgp-keys)|message\/(?!rfc822|global|partial|external-body)[a-z0-9.+-]+)$/

// Formats that have the word for pictures or sound in their type and that no browser draws.
const UNDRAWN = /^image\/(?:svg|tiff|x-|vnd\.|heic|heif)|^(?:audio|video)\/(?:amr|x-ms|midi|vnd\.)/

/** True for a type that may be shown inline. */
export function isShownInline(contentType: string): boolean {
  return SHOWN.test(contentType)
}

/** The type to show a part under (lower case). */
export function shownType(contentType: string, fileName: string): string {
  const type = ALIASES.get(contentType) ?? contentType
  if (!KINDLESS.has(type)) return type
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  return BY_ENDING.get(ending) ?? type
}

/** How an attachment can be looked at, or null: it can only be downloaded. */
export function previewKind(contentType: string, fileName: string): PreviewKind | null {
  const type = shownType(contentType.toLowerCase(), fileName)
  if (type === 'message/rfc822' || type === 'message/global') return 'mail'
  if (type === 'application/pdf') return 'pdf'
  if (UNDRAWN.test(type)) return null
  if (TEXTUAL.test(type)) return 'text'
  const [kind] = type.split('/')
  return isShownInline(type) && (kind === 'image' || kind === 'audio' || kind === 'video') ? kind : null
}
