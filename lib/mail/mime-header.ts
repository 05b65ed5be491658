/**
 * Content-Type and Content-Disposition read by ourselves, where a server's BODYSTRUCTURE lost a file name: raw 8-bit
 * text that it passed through as nonsense, values that it would not take.
 */
import type { BodyPart } from './body-structure.ts'
import { firstField, parseHeader } from './header-fields.ts'

const LONGEST = 10_000 // characters of one field

// name=value; a quoted value, or everything up to the next ";" that isn't inside quotes.
const PARAMETER = /;\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^;]*))/g

/** `attachment; filename=my file.pdf` → its parameters by lower-case name, still encoded (byte strings). */
export function parseParameters(value: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare = ''] of value.slice(0, LONGEST).matchAll(PARAMETER)) {
    const key = name.toLowerCase()
    if (!parameters.has(key))
      parameters.set(key, quoted?.replaceAll(/\\(["\\])/g, '$1') ?? bare.trim().replace(/^"/, ''))
  }
  return parameters
}

function hasName(parameters: ReadonlyMap<string, string>, name: string): boolean {
  return [...parameters.keys()].some((key) => key === name || key.startsWith(`${name}*`))
}

/**
 * A message of one part with the transfer encoding that its header (raw bytes) gives. Without a Content-Type Dovecot
 * doesn't look at it, though the one has nothing to do with the other (RFC 2045 §5.2, §6.1).
 */
export function withOwnEncoding(root: BodyPart, header: Uint8Array): BodyPart {
  if (root.encoding !== '7bit' || root.children.length > 0 || root.type.startsWith('multipart/')) return root
  const encoding = firstField(parseHeader(header), 'content-transfer-encoding')
  return encoding ? { ...root, encoding: encoding.toLowerCase() } : root
}

/** True where a part's name is missing or was damaged on its way: its own header knows better. */
export function lacksName({ parameters, dispositionParameters }: BodyPart): boolean {
  const values = [...parameters.values(), ...dispositionParameters.values()]
  if (values.some((text) => text.includes('\ufffd'))) return true
  return !hasName(parameters, 'name') && !hasName(dispositionParameters, 'filename')
}

/** The part with the names that its own MIME header (raw bytes) gives. */
export function withOwnHeader(part: BodyPart, header: Uint8Array): BodyPart {
  const fields = parseHeader(header)
  const type = parseParameters(firstField(fields, 'content-type') ?? '')
  const disposition = parseParameters(firstField(fields, 'content-disposition') ?? '')
  return {
    ...part,
    parameters: new Map([...part.parameters, ...type]),
    dispositionParameters: new Map([...part.dispositionParameters, ...disposition]),
  }
}
