/** format=flowed (RFC 3676): text whose lines end where they happened to be full, put back together. */

/** Quote depth, and the line without its marks and without space-stuffing (§4.4, §4.5). */
function unquoted(line: string): { depth: number; text: string } {
  let depth = 0
  while (line[depth] === '>') depth++
  const text = line.slice(depth)
  return { depth, text: text.startsWith(' ') ? text.slice(1) : text }
}

// §4.3: the signature's mark ends with a space and flows nowhere.
const SIGNATURE = /^-- ?$/

/**
 * A flowed text → one line a paragraph; what is quoted keeps its marks (`>> text`). `delSp`: the space at a line's end
 * was put there to say that it flows, and is no part of the text (scripts that write no spaces).
 */
export function unwrapFlowed(text: string, delSp: boolean): string {
  const paragraphs: string[] = []
  let open: { depth: number; pieces: string[] } | null = null
  const close = () => {
    if (open) paragraphs.push(marked(open.depth, open.pieces.join('')))
    open = null
  }
  for (const line of text.split('\n')) {
    const { depth, text: words } = unquoted(line)
    const isSignature = SIGNATURE.test(words)
    // §4.5: a paragraph ends where the depth changes, whatever its last line says.
    if (open && (open.depth !== depth || isSignature)) close()
    const flows = words.endsWith(' ') && !isSignature
    open ??= { depth, pieces: [] }
    open.pieces.push(flows && delSp ? words.slice(0, -1) : words)
    if (!flows) close()
  }
  close()
  return paragraphs.join('\n')
}

function marked(depth: number, text: string): string {
  if (depth === 0) return text
  return text === '' ? '>'.repeat(depth) : `${'>'.repeat(depth)} ${text}`
}
