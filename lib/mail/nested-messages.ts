/** Messages inside a message (`message/rfc822`, RFC 2046 §5.2.1): forwarded as attachments, or returned by a mail server. */
import { type BodyPart, wholeBodySection } from './body-structure.ts'
import { isMultipart, MOST_PARTS, readableParts } from './readable-parts.ts'

/** A part that has bytes of its own. `body` is the body of the message that it is a part of. */
export type PlacedPart = { part: BodyPart; body: BodyPart }

/** Every part of a message and of the messages inside it, in order, at most 10,000. */
export function partsWithin(root: BodyPart): PlacedPart[] {
  const found: PlacedPart[] = []
  const waiting: PlacedPart[] = [{ part: root, body: root }]
  while (waiting.length > 0 && found.length < MOST_PARTS) {
    const next = waiting.pop()
    if (!next) break
    const { part, body } = next
    if (!isMultipart(part)) found.push(next)
    else if (part === body) for (const lost of lostBodies(body)) found.push(lost)
    for (let at = part.children.length - 1; at >= 0; at--) {
      const child = part.children[at]
      if (child) waiting.push({ part: child, body: isMultipart(part) ? body : child })
    }
  }
  return found
}

/** A body that is read as a whole, because no parts were found in it. */
function lostBodies(body: BodyPart): PlacedPart[] {
  return readableParts(body)
    .attached.filter(({ part }) => part === wholeBodySection(body))
    .map((part) => ({ part, body }))
}
