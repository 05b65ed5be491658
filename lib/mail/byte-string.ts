/**
 * Byte strings: one character (U+0000–U+00FF) a byte. Headers are read in this form, because regular expressions and
 * `indexOf` work on it while every byte a sender wrote is still there.
 */

const CHUNK = 8192 // String.fromCharCode spreads its arguments on the stack

/** Bytes → a string with one character a byte. */
export function byteStringOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  }
  return text
}

/** A byte string → its bytes. Characters above U+00FF (already decoded by somebody) become their UTF-8 bytes. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0xff) return new TextEncoder().encode(text)
    bytes[at] = code
  }
  return bytes
}
