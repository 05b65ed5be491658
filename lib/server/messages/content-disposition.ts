/** Headers that make a stranger's bytes harmless in a browser. */

/** Types a browser may show by itself: none of them can run anything. SVG and HTML can. */
const SHOWN =
  /^(?:image\/(?!svg)[a-z0-9.+-]+|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+|application\/pdf|text\/plain)$/

/** True for a type that may be shown inline. */
export function isShownInline(contentType: string): boolean {
  return SHOWN.test(contentType)
}

const IMAGE_ENDINGS = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
])

/** The type to show a part under: some send the images of their HTML as bytes of no kind, with a name alone. */
export function shownType(contentType: string, fileName: string): string {
  if (contentType !== 'application/octet-stream') return contentType
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  return IMAGE_ENDINGS.get(ending) ?? contentType
}

/** RFC 8187 §3.2.1: everything but attr-char is percent-encoded. */
function extendedValue(text: string): string {
  return `UTF-8''${encodeURIComponent(text).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** Content-Disposition (RFC 6266) with a file name that is safe already (lib/mail/file-name.ts). */
export function contentDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${kind}; filename="${ascii}"; filename*=${extendedValue(fileName)}`
}

/** A Content-Type that a sender wrote, if it is one (RFC 9110 §8.3), with its charset. */
export function safeContentType(type: string, charset: string | null): string {
  if (!/^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type)) return 'application/octet-stream'
  const known = charset !== null && /^[a-z0-9_:.-]{1,40}$/i.test(charset)
  return known && type.startsWith('text/') ? `${type}; charset=${charset}` : type
}

/** The headers of every download. `sandbox`: even a type that slipped through runs nothing. */
export const INERT = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const
