/** Headers that make a stranger's bytes harmless in a browser. */
import { fileNameToSave } from '#lib/mail/file-name.ts'

/** RFC 8187 §3.2.1: everything but attr-char is percent-encoded. */
function extendedValue(text: string): string {
  return `UTF-8''${encodeURIComponent(text).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** Content-Disposition (RFC 6266) with a file name that any system takes. */
export function contentDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const saved = fileNameToSave(fileName)
  const ascii = saved.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${kind}; filename="${ascii}"; filename*=${extendedValue(saved)}`
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
