/** BODYSTRUCTURE (RFC 3501 §7.4.2) → BodyPart. Servers and senders bend it: nothing about its shape is trusted. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { listOf, type Node, numberOf, textOf } from './response.ts'

const NONE: ReadonlyMap<string, string> = new Map()
/** Deeper nesting than this is no mail that anyone wrote; what is below is left out. */
const DEEPEST = 100

/** What stands in for a structure that can't be read: the whole body as text. */
export const UNREADABLE: BodyPart = {
  part: '1',
  type: 'text/plain',
  parameters: NONE,
  encoding: '7bit',
  size: 0,
  contentId: null,
  disposition: null,
  dispositionParameters: NONE,
  children: [],
}

/** Reads a structure. */
export function parseStructure(node: Node | undefined): BodyPart {
  const list = listOf(node)
  if (list.length === 0) return UNREADABLE
  return Array.isArray(list[0]) ? multipart(list, '', '', 0) : leaf(list, '1', 0)
}

/** `section` is what children's numbers begin with; `part` what fetches this node itself. */
function multipart(list: Node[], section: string, part: string, depth: number): BodyPart {
  const firstWord = list.findIndex((node) => !Array.isArray(node))
  const end = firstWord < 0 ? list.length : firstWord
  const children =
    depth > DEEPEST
      ? []
      : list
          .slice(0, end)
          .map((child, index) => anyPart(listOf(child), joined(section, index + 1), depth + 1))
  return {
    ...UNREADABLE,
    part,
    type: `multipart/${textOf(list[end])?.toLowerCase() || 'mixed'}`,
    parameters: parametersOf(list[end + 1]),
    ...dispositionOf(list[end + 2]),
    children,
  }
}

function joined(section: string, number: number): string {
  return section === '' ? `${number}` : `${section}.${number}`
}

function anyPart(list: Node[], part: string, depth: number): BodyPart {
  return Array.isArray(list[0]) ? multipart(list, part, part, depth) : leaf(list, part, depth)
}

function leaf(list: Node[], part: string, depth: number): BodyPart {
  const media = textOf(list[0])?.toLowerCase() || 'text'
  const subtype = textOf(list[1])?.toLowerCase() || (media === 'text' ? 'plain' : 'octet-stream')
  // message/rfc822: envelope, structure and lines before the extension data; text: lines.
  const embeds = media === 'message' && Array.isArray(list[8])
  const extensionAt = embeds ? 10 : media === 'text' ? 8 : 7
  return {
    part,
    type: `${media}/${subtype}`,
    parameters: parametersOf(list[2]),
    encoding: textOf(list[5])?.toLowerCase() || '7bit',
    size: numberOf(list[6]) ?? 0,
    contentId:
      textOf(list[3])
        ?.trim()
        .replace(/^<(.*)>$/, '$1') || null,
    ...dispositionOf(list[extensionAt + 1]),
    children: embeds && depth <= DEEPEST ? [embedded(listOf(list[8]), part, depth + 1)] : [],
  }
}

/** The body of an embedded message: `2.1` where it is single, `2.TEXT` where it has parts (RFC 3501 §6.4.5). */
function embedded(list: Node[], part: string, depth: number): BodyPart {
  return Array.isArray(list[0])
    ? multipart(list, part, `${part}.TEXT`, depth)
    : leaf(list, `${part}.1`, depth)
}

function parametersOf(node: Node | undefined): ReadonlyMap<string, string> {
  const list = listOf(node)
  const parameters = new Map<string, string>()
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = textOf(list[at])?.toLowerCase()
    // RFC 2045 §5.1: a parameter given twice means nothing; the first is kept.
    if (name && !parameters.has(name)) parameters.set(name, textOf(list[at + 1]) ?? '')
  }
  return parameters
}

function dispositionOf(node: Node | undefined): Pick<BodyPart, 'disposition' | 'dispositionParameters'> {
  const list = listOf(node)
  const disposition = textOf(list[0])?.toLowerCase() || null
  return { disposition, dispositionParameters: disposition ? parametersOf(list[1]) : NONE }
}
