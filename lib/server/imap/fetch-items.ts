/** The data items of a FETCH answer (RFC 3501 §7.4.2). */
import { listOf, type Node, textOf, type Untagged } from './response.ts'

/**
 * The items by upper-case name; sections as `BODY[1.2]`, `BODY[HEADER]`, `BODY[HEADER.FIELDS]` (without the
 * list of fields), partial ones without their origin.
 */
export function itemsOf(untagged: Untagged): Map<string, Node> {
  const items = new Map<string, Node>()
  const list = listOf(untagged.attributes?.[1])
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = nameOf(list[at] ?? null)
    if (name !== null) items.set(name, list[at + 1] ?? null)
  }
  return items
}

function nameOf(node: Node): string | null {
  const word = textOf(node)?.toUpperCase() ?? null
  if (word === null || !node || Array.isArray(node) || !node.section) return word
  return `${word}[${textOf(node.section[0])?.toUpperCase() ?? ''}]`
}
