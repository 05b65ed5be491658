/** Names for files, made of what strangers wrote. */

// Common types that say what a nameless part is; a name's ending only helps the person's own system.
const ENDINGS = new Map<string, string>([
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/calendar', 'ics'],
  ['text/vcard', 'vcf'],
  ['text/x-vcard', 'vcf'],
  ['text/csv', 'csv'],
  ['text/rtf', 'rtf'],
  ['text/rfc822-headers', 'txt'],
  ['message/rfc822', 'eml'],
  ['message/global', 'eml'],
  ['message/delivery-status', 'txt'],
  ['message/disposition-notification', 'txt'],
  ['image/jpeg', 'jpg'],
  ['image/jpg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/svg+xml', 'svg'],
  ['image/tiff', 'tif'],
  ['image/bmp', 'bmp'],
  ['audio/mpeg', 'mp3'],
  ['audio/wav', 'wav'],
  ['video/mp4', 'mp4'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
  ['application/json', 'json'],
  ['application/xml', 'xml'],
  ['application/rtf', 'rtf'],
  ['application/msword', 'doc'],
  ['application/pgp-signature', 'asc'],
  ['application/pgp-keys', 'asc'],
  ['application/pkcs7-signature', 'p7s'],
  ['application/x-pkcs7-signature', 'p7s'],
  ['application/pkcs7-mime', 'p7m'],
  ['application/x-pkcs7-mime', 'p7m'],
  ['application/ms-tnef', 'dat'],
])

const LONGEST = 180 // characters; file systems stop at 255 bytes

// Controls; marks that turn the reading direction (`gpj.exe` shown as `exe.jpg`); marks without width; letters that are
// drawn as nothing (Hangul fillers, tags), behind which an ending can be pushed out of sight; lone surrogates.
const HIDDEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Cuts a long name in its middle, so that the ending stays. */
function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= LONGEST) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 20 ? [...name.slice(dot)] : []
  return [...characters.slice(0, LONGEST - ending.length), ...ending].join('')
}

/** A decoded name → one that is safe to save under: no path, nothing hidden, no dots around it. May be empty. */
export function safeFileName(name: string): string {
  const last =
    name
      .slice(0, 10_000)
      .replaceAll(HIDDEN, '')
      .split(/[/\\]/)
      .findLast((piece) => piece.trim() !== '') ?? ''
  // Leading dots hide a file, trailing dots and spaces get lost.
  return shortened(
    last
      .replaceAll(/\s+/g, ' ')
      .replace(/^[\s.]+/, '')
      .replace(/[\s.]+$/, ''),
  )
}

const TYPES = new Map([...ENDINGS].reverse().map(([type, ending]) => [ending, type]))

/** What a file's name says of its type. */
export function typeOfFileName(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return TYPES.get(ending) ?? 'application/octet-stream'
}

/** A name for a part that has none. */
export function inventedFileName(contentType: string): string {
  const kind = contentType.startsWith('image/')
    ? 'image'
    : contentType.startsWith('message/')
      ? 'message'
      : 'attachment'
  return `${kind}.${ENDINGS.get(contentType) ?? 'bin'}`
}

// Bytes; file systems stop at 255, and "(12)" and a browser's ".crdownload" come on top.
const LONGEST_SAVED = 200

// Devices of Windows since CP/M, with any ending: `NUL.txt` is NUL.
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))/i

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}

function stemAndEnding(name: string): [string, string] {
  const dot = name.lastIndexOf('.')
  // A "file.with a sentence behind its dot" has no ending.
  return dot > 0 && name.length - dot <= 20 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/** `stem` and then `ending`, in as many bytes as a file system takes: characters of the stem are left out, never halved. */
function fitted(stem: string, ending: string): string {
  const room = LONGEST_SAVED - utf8Length(ending)
  let kept = ''
  let used = 0
  for (const character of stem) {
    used += utf8Length(character)
    if (used > room) break
    kept += character
  }
  return kept.length < stem.length ? `${kept.trimEnd()}${ending}` : `${stem}${ending}`
}

/**
 * A name that `safeFileName` has cleaned → one that every file system takes, Windows' included: none of `:*?"<>|`, no
 * device, at most 200 bytes of UTF-8, composed (NFC), nothing at its end that gets lost. What is shown to a person
 * stays as it was written.
 */
export function fileNameToSave(name: string): string {
  const taken = safeFileName(name)
    .normalize('NFC')
    .replaceAll(/[:*?"<>|]/g, '_')
    .replace(DEVICES, '$&_')
  return fitted(...stemAndEnding(taken)).replace(/[\s.]+$/, '') || 'attachment'
}

/** Names for one folder: each differs from those before it, whatever the case, and any file system takes it. */
export function distinctFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return names.map((given) => {
    const name = fileNameToSave(given)
    const [stem, ending] = stemAndEnding(name)
    const key = name.toLowerCase()
    let count = counts.get(key) ?? 1
    let distinct = name
    while (taken.has(distinct.toLowerCase())) distinct = fitted(stem, ` (${++count})${ending}`)
    counts.set(key, count)
    taken.add(distinct.toLowerCase())
    return distinct
  })
}
