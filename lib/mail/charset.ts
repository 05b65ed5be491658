/** Bytes → Unicode, by the name the sender gave, or without one. */
import encodingJapanese from 'encoding-japanese'
import iconv from 'iconv-lite'
import { guessCharset } from './charset-guess.ts'

// Names that say nothing about the bytes above 0x7F.
const SILENT = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'iso646-us',
  '646',
  'none',
  'default',
  'unknown',
  'x-unknown',
  'unknown-8bit',
  '8bit',
  '7bit',
  'binary',
  // Transfer encodings, which iconv-lite would apply.
  'base64',
  'hex',
])

// What senders write → the superset that readers use for it (WHATWG Encoding §4.2 does the same).
const ALIASES = new Map<string, string>([
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['iso_8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  ['iso-8859-11', 'windows-874'],
  ['tis-620', 'windows-874'],
  ['iso-8859-8-i', 'windows-1255'],
  ['iso-8859-8-e', 'iso-8859-8'],
  ['iso-8859-6-i', 'iso-8859-6'],
  ['iso-8859-6-e', 'iso-8859-6'],
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['euc-cn', 'gb18030'],
  ['euc-kr', 'cp949'],
  ['ks_c_5601-1987', 'cp949'],
  ['ks_c_5601', 'cp949'],
  ['ksc5601', 'cp949'],
  ['ks_c_5601-1989', 'cp949'],
  ['x-windows-949', 'cp949'],
  ['big5-hkscs', 'big5hkscs'],
  ['x-x-big5', 'big5'],
  ['x-sjis', 'shift_jis'],
  ['sjis', 'shift_jis'],
  ['ms_kanji', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['x-euc-jp', 'euc-jp'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['utf7', 'utf-7'],
  ['unicode-1-1-utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf8mb4', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['x-mac-roman', 'macintosh'],
  ['mac', 'macintosh'],
  ['x-mac-cyrillic', 'maccyrillic'],
])

/** A charset's name in the form used here; null where it says nothing. RFC 2231's language suffix is dropped. */
function nameOf(label: string | null): string | null {
  const name = (label ?? '')
    .toLowerCase()
    .replace(/\*.*$/s, '')
    .replaceAll(/[\s"';]/g, '')
  if (SILENT.has(name)) return null
  return ALIASES.get(name) ?? name
}

/** Strict UTF-8, or null. `cut`: the bytes may end inside a character. */
function strictUtf8(bytes: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut })
  } catch {
    return null // some byte is none of UTF-8's: the caller tries something else
  }
}

/** Shift-out/shift-in (RFC 1557) and tilde (RFC 1843) switches → the 8-bit set they stand for. */
function eightBit(bytes: Uint8Array, into: number, out: number, lead: number): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  let shifted = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (lead && byte === lead) {
      const next = bytes[++at] ?? 0
      if (next === into) shifted = true
      else if (next === out) shifted = false
      else if (next === lead) kept[length++] = lead
    } else if (!lead && byte === into) shifted = true
    else if (!lead && byte === out) shifted = false
    else kept[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte
  }
  return kept.subarray(0, length)
}

/** RFC 1468. It has seven bits: what has more is another charset under a false name, or damaged. */
function decodeJis(bytes: Uint8Array): string {
  const high = bytes.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0)
  if (high > 0 && !hasKanjiEscape(bytes)) {
    const utf8 = strictUtf8(bytes, false)
    if (utf8 !== null) return utf8
    if (high >= 4) return iconv.decode(bytes, guessCharset(bytes))
  }
  if (high > 0) {
    const seven = bytes.map((byte) => (byte > 0x7f ? 0x1a : byte)) // SUB, the substitute character
    return decodeJis(seven).replaceAll('\u001a', '\ufffd')
  }
  return encodingJapanese.convert(bytes, { from: 'JIS', to: 'UNICODE', type: 'string' })
}

/** Without its label only the escapes to kanji (`ESC $ B`, `ESC $ @`) tell that a text is ISO-2022-JP. */
function hasKanjiEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return true
  }
  return false
}

function decodeNamed(bytes: Uint8Array, name: string): string | null {
  if (/^(cs)?iso-?2022-?jp/.test(name)) return decodeJis(bytes)
  if (/^(cs)?iso-?2022-?kr/.test(name)) {
    const text = Buffer.from(eightBit(bytes, 0x0e, 0x0f, 0))
      .toString('latin1')
      .replaceAll('\x1b$)C', '')
    return iconv.decode(Buffer.from(text, 'latin1'), 'cp949')
  }
  if (/^hz(-gb-2312)?$/.test(name)) return iconv.decode(eightBit(bytes, 0x7b, 0x7d, 0x7e), 'gb18030')
  return iconv.encodingExists(name) ? iconv.decode(bytes, name) : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the controls that no text has
const CONTROL = /[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]/

/** A text that claims UTF-8 and is none: mostly UTF-8 with a scar, or another charset altogether. */
function scarredUtf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  let wrong = 0
  let right = 0
  for (const char of text) {
    if (char === '\ufffd') wrong++
    else if (char > '\x7f') right++
  }
  // Text of another charset rarely holds whole UTF-8 sequences by accident.
  if (right > 0 && right * 4 >= wrong) return text
  const guessed = iconv.decode(bytes, guessCharset(bytes))
  // Nobody writes control characters: such bytes are no text at all, and no guess is better than their own claim.
  return CONTROL.test(guessed) ? text : guessed
}

/**
 * Decodes `bytes` by the charset called `label`. Without a label, with one that is unknown or that says less than the
 * bytes do (`us-ascii` with 8-bit bytes), it is UTF-8 where it can be, else the likeliest legacy charset. Never throws.
 * @param cut the bytes were cut off somewhere and may end inside a character.
 */
export function decodeCharset(bytes: Uint8Array, label: string | null, cut = false): string {
  const name = nameOf(label)
  if (name !== null && name !== 'utf-8') {
    const text = decodeNamed(bytes, name)
    if (text !== null) return text
  }
  if (name === null && hasKanjiEscape(bytes)) return decodeJis(bytes)
  const utf8 = strictUtf8(bytes, cut)
  if (utf8 !== null) return utf8
  return name === 'utf-8' ? scarredUtf8(bytes) : iconv.decode(bytes, guessCharset(bytes))
}
