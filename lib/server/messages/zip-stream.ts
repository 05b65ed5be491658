/** ZIP (PKWARE APPNOTE 6.3) without compression, written while the files flow: attachments rarely shrink. */
import { crc32 } from 'node:zlib'

/** One file. `open` is called when its turn comes. */
export type ZipEntry = { name: string; modified: Date; open: () => ReadableStream<Uint8Array> }

/** More than this needs ZIP64, which not everything opens. */
export const LARGEST_ZIP = 0xffff_ffff

const VERSION = 20
// Bit 3: sizes follow the data (§4.4.4); bit 11: names are UTF-8.
const FLAGS = 0x0808

type Written = { name: Uint8Array; time: number; crc: number; size: number; offset: number }

/** MS-DOS date and time (§4.4.6): local nowhere, so UTC; from 1980 on, in steps of two seconds. */
function dosTime(date: Date): number {
  const year = Math.min(2107, Math.max(1980, date.getUTCFullYear()))
  const day = ((year - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}

/** Little-endian numbers of 2 or 4 bytes, as `[value, bytes]`. */
function record(...fields: [number, 2 | 4][]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, width]) => sum + width, 0))
  let at = 0
  for (const [value, width] of fields) at = bytes.writeUIntLE(value, at, width)
  return bytes
}

function localHeader(name: Uint8Array, time: number): Buffer {
  const head = record(
    [0x04034b50, 4],
    [VERSION, 2],
    [FLAGS, 2],
    [0, 2],
    [time, 4],
    [0, 4],
    [0, 4],
    [0, 4],
    [name.length, 2],
    [0, 2],
  )
  return Buffer.concat([head, name])
}

function centralHeader({ name, time, crc, size, offset }: Written): Buffer {
  const head = record([0x02014b50, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [0, 2], [time, 4])
  const sizes = record([crc, 4], [size, 4], [size, 4], [name.length, 2], [0, 4], [0, 4], [0, 4], [offset, 4])
  return Buffer.concat([head, sizes, name])
}

async function* zipBytes(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let offset = 0
  for (const { name, modified, open } of entries) {
    const entry = { name: Buffer.from(name), time: dosTime(modified), crc: 0, size: 0, offset }
    const head = localHeader(entry.name, entry.time)
    yield head
    for await (const chunk of open()) {
      entry.crc = crc32(chunk, entry.crc)
      entry.size += chunk.length
      yield chunk
    }
    const sizes = record([0x08074b50, 4], [entry.crc, 4], [entry.size, 4], [entry.size, 4])
    yield sizes
    offset += head.length + entry.size + sizes.length
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(centralHeader))
  yield directory
  const count = written.length
  yield record([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2])
}

/** The archive of `entries`, at most 65,535 of them and `LARGEST_ZIP` bytes. */
export function zipStream(entries: readonly ZipEntry[]): ReadableStream<Uint8Array> {
  const bytes = zipBytes(entries)
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await bytes.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await bytes.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
