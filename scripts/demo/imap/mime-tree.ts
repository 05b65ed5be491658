/** A stored message as a tree of parts over its bytes (RFC 2045, 2046): nothing is copied. */

/** Bytes `start` to `end`; the header ends where the body begins. */
export type Part = {
  raw: Buffer
  start: number
  bodyStart: number
  end: number
  /** Unfolded fields in order, names as written, one character a byte. */
  fields: [name: string, value: string][]
  type: string
  subtype: string
  parameters: [string, string][]
  disposition: { value: string; parameters: [string, string][] } | null
  /** Parts of a multipart, or the one message in a message/rfc822. */
  children: Part[]
}

/** The first value of a header field, or null. */
export function fieldOf(part: Part, name: string): string | null {
  return part.fields.find(([field]) => field.toLowerCase() === name)?.[1] ?? null
}

function headerEnd(raw: Buffer, start: number, end: number): number {
  if (raw.toString('latin1', start, start + 2) === '\r\n') return start + 2
  const blank = raw.indexOf('\r\n\r\n', start)
  return blank < 0 || blank >= end ? end : blank + 4
}

function fieldsOf(header: string): [string, string][] {
  return header
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .flatMap((line) => {
      const colon = line.indexOf(':')
      return colon > 0
        ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as [string, string]]
        : []
    })
}

/** `text/plain; charset="utf-8"` → its value and parameters, in order. */
function parameterised(field: string): { value: string; parameters: [string, string][] } {
  const [value = ''] = field.split(';')
  const found = field.slice(value.length).matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)
  const parameters = [...found].map(([, name = '', quoted, bare]): [string, string] => [
    name,
    quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '',
  ])
  return { value: value.trim(), parameters }
}

/** Reads the part between two offsets. `fallback` is the type where it names none. */
export function parsePart(raw: Buffer, start = 0, end = raw.length, fallback = 'text/plain'): Part {
  const bodyStart = headerEnd(raw, start, end)
  const fields = fieldsOf(raw.toString('latin1', start, bodyStart))
  const field = (name: string) => fields.find(([each]) => each.toLowerCase() === name)?.[1]
  const content = parameterised(field('content-type') ?? fallback)
  const [type = 'text', subtype = 'plain'] = content.value.toLowerCase().split('/')
  const disposition = field('content-disposition')
  const part: Part = {
    raw,
    start,
    bodyStart,
    end,
    fields,
    type,
    subtype,
    parameters: content.parameters,
    disposition: disposition ? parameterised(disposition) : null,
    children: [],
  }
  if (type === 'multipart') part.children = partsBetween(part)
  if (type === 'message' && subtype === 'rfc822') part.children = [parsePart(raw, bodyStart, end)]
  return part
}

function partsBetween(parent: Part): Part[] {
  const boundary = parent.parameters.find(([name]) => name.toLowerCase() === 'boundary')?.[1]
  if (!boundary) return []
  const fallback = parent.subtype === 'digest' ? 'message/rfc822' : 'text/plain'
  const lines: { from: number; to: number; last: boolean }[] = []
  let at = parent.bodyStart
  while (at < parent.end) {
    const from = parent.raw.indexOf(`--${boundary}`, at)
    if (from < 0 || from >= parent.end) break
    const lineEnd = parent.raw.indexOf('\r\n', from)
    at = lineEnd < 0 || lineEnd >= parent.end ? parent.end : lineEnd + 2
    const last =
      parent.raw.toString('latin1', from + boundary.length + 2, from + boundary.length + 4) === '--'
    const atLineStart = from === parent.bodyStart || parent.raw[from - 1] === 10
    if (atLineStart) lines.push({ from, to: at, last })
    if (last) break
  }
  return lines.slice(0, -1).map(({ to }, index) => {
    // The line break before a boundary belongs to the boundary (RFC 2046 §5.1.1).
    const next = (lines[index + 1]?.from ?? parent.end) - 2
    return parsePart(parent.raw, to, Math.max(to, next), fallback)
  })
}

/** The part that a section number such as `2.1` names (RFC 3501 §6.4.5), or null. */
export function partAt(root: Part, path: number[]): Part | null {
  const [first, ...rest] = path
  if (first === undefined) return root
  const holder = root.type === 'message' && root.subtype === 'rfc822' ? root.children[0] : root
  if (!holder) return null
  const child = holder.type === 'multipart' ? holder.children[first - 1] : first === 1 ? holder : undefined
  return child ? partAt(child, rest) : null
}
