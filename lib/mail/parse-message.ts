/**
 * A message taken apart by ourselves, where no server does it: one that was attached with a transfer encoding, which
 * RFC 2046 §5.2.1 forbids and many send, and one whose own parts the server did not find. Its parts are called
 * `2.~.1.2`: part 1.2 of the message in part 2; `.~.1` is part 1 of the whole.
 */
import { type BodyPart, wholeBodySection } from './body-structure.ts'
import { firstField, type HeaderField, parseHeader } from './header-fields.ts'
import { parseParameters } from './mime-header.ts'
import { partWithin } from './part-name.ts'
import { MOST_PARTS } from './readable-parts.ts'

/** `sections`: the bytes of every part by its name, still transfer-encoded. */
export type ParsedMessage = { header: Uint8Array; body: BodyPart; sections: Map<string, Uint8Array> }

const DEEPEST = 50

/** Where the header ends: behind the first empty line. */
function bodyStart(bytes: Buffer): number {
  if (bytes[0] === 0x0a) return 1
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return 2
  const ends = ['\n\n', '\n\r\n'].map((end) => [bytes.indexOf(end), end.length] as const)
  const found = ends.filter(([at]) => at >= 0).map(([at, length]) => at + length)
  return found.length > 0 ? Math.min(...found) : bytes.length
}

/** Where the body begins though the empty line before it is missing: at the first line of the boundary. */
function boundaryStart(header: Buffer, boundary: string | undefined): number {
  const at = boundary ? header.indexOf(`\n--${boundary}`, 0, 'latin1') : -1
  const rest = at < 0 ? ':' : header.toString('latin1', at + 3 + (boundary?.length ?? 0), at + 100)
  return /^(?:--)?[ \t]*\r?\n/.test(rest) ? at + 1 : header.length
}

/** The pieces between the lines of a boundary (RFC 2046 §5.1.1), without the line end that belongs to each line. */
function piecesOf(body: Buffer, boundary: string): Buffer[] {
  const line = Buffer.from(`--${boundary}`, 'latin1')
  const pieces: Buffer[] = []
  let start = -1
  for (let at = body.indexOf(line); at >= 0 && pieces.length < MOST_PARTS; at = body.indexOf(line, at + 1)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue
    const feed = body.indexOf(0x0a, at)
    const end = feed < 0 ? body.length : feed
    const rest = body.toString('latin1', at + line.length, Math.min(end, at + line.length + 100))
    if (!/^(?:--)?\s*$/.test(rest)) continue
    if (start >= 0) pieces.push(body.subarray(start, Math.max(start, at - (body[at - 2] === 0x0d ? 2 : 1))))
    start = rest.startsWith('--') ? -1 : end + 1
    if (start < 0) return pieces
  }
  if (start >= 0) pieces.push(body.subarray(Math.min(start, body.length)))
  return pieces
}

/** A boundary that the Content-Type does not tell rightly: what the first line that looks like one says. */
function sniffedBoundary(body: Buffer): string | undefined {
  const head = body.toString('latin1', 0, 16_384)
  // A field or an empty line follows: a signature's mark ("-- ") and lines drawn of dashes are none.
  return /(?:^|\n)--([^\s-][^\r\n]{0,68}?|-*[^\s-][^\r\n]{0,50}?)[ \t]*\r?\n(?=\r?\n|[!-9;-~]{1,60}:)/.exec(
    head,
  )?.[1]
}

function partsOf(body: Buffer, boundary: string | undefined): Buffer[] {
  const told = boundary ? piecesOf(body, boundary) : []
  if (told.length > 0) return told
  const sniffed = sniffedBoundary(body)
  return sniffed ? piecesOf(body, sniffed) : []
}

function wordOf(fields: readonly HeaderField[], name: string): string {
  return /^[^;\s]*/.exec(firstField(fields, name) ?? '')?.[0].toLowerCase() ?? ''
}

function describe(fields: readonly HeaderField[], fallback: string): Omit<BodyPart, 'part' | 'children'> {
  const type = wordOf(fields, 'content-type')
  return {
    type: /^[^/]+\/[^/]+$/.test(type) ? type : fallback,
    parameters: parseParameters(firstField(fields, 'content-type') ?? ''),
    encoding: wordOf(fields, 'content-transfer-encoding') || '7bit',
    size: 0,
    contentId: firstField(fields, 'content-id')?.replace(/^<(.*)>$/, '$1') || null,
    disposition: wordOf(fields, 'content-disposition') || null,
    dispositionParameters: parseParameters(firstField(fields, 'content-disposition') ?? ''),
  }
}

/** A piece's header, described, and what it is about. */
function opened(piece: Buffer, fallback: string) {
  const header = piece.subarray(0, bodyStart(piece))
  const about = describe(parseHeader(header), fallback)
  const start = boundaryStart(header, about.parameters.get('boundary'))
  const isWhole = start === header.length
  return {
    about: isWhole ? about : describe(parseHeader(header.subarray(0, start)), fallback),
    content: piece.subarray(start),
  }
}

/** Reads the message that the part called `holder` is, given its decoded bytes. Never throws; what is too deep is one part. */
export function parseMessage(bytes: Uint8Array, holder: string): ParsedMessage {
  const sections = new Map<string, Uint8Array>()
  const name = (number: string) => partWithin(holder, number)
  const read = (piece: Buffer, number: string, fallback: string, depth: number): BodyPart => {
    const { about, content } = opened(piece, fallback)
    const isMultipart = about.type.startsWith('multipart/') && depth < DEEPEST
    const pieces = isMultipart ? partsOf(content, about.parameters.get('boundary')) : []
    if (pieces.length > 0 && sections.size + pieces.length <= MOST_PARTS) {
      const inside = about.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
      const children = pieces.map((child, at) =>
        read(child, number === '' ? `${at + 1}` : `${number}.${at + 1}`, inside, depth + 1),
      )
      return { ...about, part: name(number), children }
    }
    // A multipart without parts is read as a whole, like a part of no known type.
    const type = about.type.startsWith('multipart/') ? 'application/octet-stream' : about.type
    const part = name(number || '1')
    sections.set(part, content)
    return { ...about, type, part, size: content.length, children: [] }
  }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const body = read(whole, '', 'text/plain', 0)
  const { content } = opened(whole, 'text/plain')
  sections.set(wholeBodySection(body), content)
  return { header: whole.subarray(0, whole.length - content.length), body, sections }
}
