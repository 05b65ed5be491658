/**
 * A text of which nobody can say where it belongs: the last of a mail that was cut off inside multiparts whose boundaries
 * can't be told apart (one is the other, or begins it; RFC 2046 §5.1.1 compares the beginning of a line only). Readers
 * disagree whether it is said or attached. It is both: shown in its place, and offered as a file.
 */

import type { BodyPart } from './body-structure.ts'
import { byteStringOf } from './byte-string.ts'
import { isMultipart, readableParts } from './readable-parts.ts'

/** `boundaries`: of the multiparts that the text is in. */
export type DoubtfulText = { part: BodyPart; boundaries: string[] }

function areAlike(boundaries: readonly string[]): boolean {
  return boundaries.some((boundary, at) =>
    boundaries.some((other, place) => place !== at && other.startsWith(boundary)),
  )
}

/** The last part of a message, where it is such a text if the message was cut off; null for nearly all mail. */
export function doubtfulText(root: BodyPart): DoubtfulText | null {
  const boundaries: string[] = []
  let part = root
  while (isMultipart(part)) {
    const boundary = part.parameters.get('boundary')
    if (boundary) boundaries.push(boundary)
    const last = part.children.at(-1)
    if (!last) return null
    part = last
  }
  if (part.type !== 'text/plain' || part.size === 0 || !areAlike(boundaries)) return null
  return readableParts(root).text.includes(part) ? { part, boundaries } : null
}

/** True where the last line of a boundary in `end`, the end of a message, begins a part and doesn't end one. */
export function isCutOff(end: Uint8Array, boundaries: readonly string[]): boolean {
  for (const line of byteStringOf(end).split('\n').reverse()) {
    const meant = boundaries.filter((boundary) => line.startsWith(`--${boundary}`))
    if (meant.length > 0) return !meant.some((boundary) => line.startsWith(`--${boundary}--`))
  }
  return false
}
