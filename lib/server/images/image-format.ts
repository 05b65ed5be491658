/** What an image is, by its own first bytes: what a header claims is a stranger's word. No SVG: it is a document. */

/** A raster image. `pixels` is width × height, the largest that its header speaks of: what a browser makes room for. */
export type ImageFormat = { type: string; pixels: number }

type Bytes = Buffer

function ascii(bytes: Bytes, from: number, to: number): string {
  return bytes.toString('latin1', from, to)
}

function png(bytes: Bytes): ImageFormat | null {
  if (ascii(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || ascii(bytes, 12, 16) !== 'IHDR' || bytes.length < 24)
    return null
  return { type: 'image/png', pixels: bytes.readUInt32BE(16) * bytes.readUInt32BE(20) }
}

function gif(bytes: Bytes): ImageFormat | null {
  if (!/^GIF8[79]a$/.test(ascii(bytes, 0, 6)) || bytes.length < 10) return null
  return { type: 'image/gif', pixels: bytes.readUInt16LE(6) * bytes.readUInt16LE(8) }
}

// ITU T.81 §B.1.1.3: SOF0–SOF15 hold the size; C4, C8 and CC are other things.
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function jpeg(bytes: Bytes): ImageFormat | null {
  if (ascii(bytes, 0, 3) !== '\xff\xd8\xff') return null
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0
    if (isFrameHeader(marker))
      return { type: 'image/jpeg', pixels: bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) }
    // 0xff may be repeated as fill, and decoders skip what stands between two segments.
    const standsAlone =
      marker === 0 || marker === 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8)
    at += standsAlone ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return null // a picture without a size is none
}

function webpPixels(bytes: Bytes): number | null {
  if (bytes.length < 30) return null
  const kind = ascii(bytes, 12, 16)
  if (kind === 'VP8X') return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1)
  if (kind === 'VP8 ') return (bytes.readUInt16LE(26) & 0x3fff) * (bytes.readUInt16LE(28) & 0x3fff)
  if (kind !== 'VP8L') return null
  const bits = bytes.readUInt32LE(21)
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
}

function webp(bytes: Bytes): ImageFormat | null {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 12) !== 'WEBP') return null
  const pixels = webpPixels(bytes)
  return pixels === null ? null : { type: 'image/webp', pixels }
}

function avif(bytes: Bytes): ImageFormat | null {
  if (ascii(bytes, 4, 8) !== 'ftyp' || bytes.length < 16) return null
  const brands = ascii(bytes, 8, Math.min(bytes.readUInt32BE(0), 64))
  if (!/avif|avis/.test(brands)) return null
  // ISO/IEC 23008-12 §6.5.3: ispe is version and flags, width, height; one for each picture and each of its tiles.
  let pixels = 0
  for (let at = bytes.indexOf('ispe'); at > 0 && at + 16 <= bytes.length; at = bytes.indexOf('ispe', at + 4))
    pixels = Math.max(pixels, bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12))
  return pixels === 0 ? null : { type: 'image/avif', pixels }
}

function bmp(bytes: Bytes): ImageFormat | null {
  if (ascii(bytes, 0, 2) !== 'BM' || bytes.length < 26) return null
  const pixels = Math.abs(bytes.readInt32LE(18) * bytes.readInt32LE(22))
  return { type: 'image/bmp', pixels }
}

function ico(bytes: Bytes): ImageFormat | null {
  const count = bytes.length < 22 ? 0 : bytes.readUInt16LE(4)
  if (bytes.length < 22 || bytes.readUInt32LE(0) !== 0x00010000 || count === 0 || count > 64) return null
  // An entry is a bitmap or a whole PNG, and says its own size.
  let pixels = 256 * 256
  for (let entry = 0; entry < count; entry++) {
    const at = 6 + 16 * entry
    if (at + 16 > bytes.length) return null
    const from = bytes.readUInt32LE(at + 12)
    const bitmap = from + 12 > bytes.length ? 0 : bytes.readInt32LE(from + 4) * bytes.readInt32LE(from + 8)
    pixels = Math.max(pixels, png(bytes.subarray(from))?.pixels ?? Math.abs(bitmap))
  }
  return { type: 'image/x-icon', pixels }
}

/** The format of an image, or null for anything else. */
export function imageFormatOf(image: Uint8Array): ImageFormat | null {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength)
  for (const read of [png, gif, jpeg, webp, avif, bmp, ico]) {
    const format = read(bytes)
    if (format) return format
  }
  return null
}
