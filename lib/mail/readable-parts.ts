/**
 * Which parts of a message are its text, which its HTML and which are attached: RFC 8621 §4.1.4's reading of a MIME
 * tree, without recursion over what strangers nest.
 */
import { type BodyPart, wholeBodySection } from './body-structure.ts'
import { parameterOf } from './mime-parameters.ts'
import { holderOf } from './part-name.ts'

/** `text` and `html`: what to show, in order, for a reader of either kind; both lists may name the same part. */
export type ReadableParts = {
  text: readonly BodyPart[]
  html: readonly BodyPart[]
  attached: readonly BodyPart[]
}

const DEEPEST = 100
/** So many parts of a message are looked at. */
export const MOST_PARTS = 10_000

type Lists = { text: BodyPart[]; html: BodyPart[]; attached: BodyPart[] }

/** `push(...more)` would spread thousands of arguments on the stack. */
function append(list: BodyPart[], more: readonly BodyPart[]): void {
  for (const part of more) list.push(part)
}

/** True for a part that only holds others. */
export function isMultipart(part: BodyPart): boolean {
  return part.type.startsWith('multipart/')
}

function hasName(part: BodyPart): boolean {
  return Boolean(parameterOf(part.dispositionParameters, 'filename') ?? parameterOf(part.parameters, 'name'))
}

function isText(part: BodyPart): boolean {
  return part.type === 'text/plain' || part.type === 'text/html'
}

/** Every part below `root` that holds no others, in order, at most 10,000. */
export function leavesOf(root: BodyPart): BodyPart[] {
  const leaves: BodyPart[] = []
  const waiting: BodyPart[] = [root]
  while (waiting.length > 0 && leaves.length < MOST_PARTS) {
    const part = waiting.pop()
    if (!part) break
    if (isMultipart(part))
      for (let at = part.children.length - 1; at >= 0; at--) waiting.push(part.children[at] ?? part)
    else leaves.push(part)
  }
  return leaves
}

/** True for a text that is read in its place, in a multipart of the type `parent`. */
function isShown(part: BodyPart, parent: string, isFirst: boolean): boolean {
  if (!isText(part) || part.disposition === 'attachment') return false
  if (isFirst) return true
  // A named text that isn't the first is a file that somebody attached.
  return parent !== 'multipart/related' && !hasName(part)
}

/** `multipart/alternative`: the best of each kind; what was found on one side only serves the other too. */
function walkAlternatives(root: BodyPart, lists: Lists, depth: number): void {
  const best: Lists = { text: [], html: [], attached: [] }
  for (const child of root.children) {
    if (isMultipart(child)) {
      if (depth < DEEPEST) walkInto(child, best, depth + 1)
    } else if (child.disposition === 'attachment' || !isText(child)) best.attached.push(child)
    else if (child.type === 'text/plain') best.text.push(child)
    else best.html.push(child)
  }
  append(lists.attached, best.attached)
  const plain = best.text.some((part) => part.type === 'text/plain')
  const rich = best.html.some((part) => part.type === 'text/html')
  append(lists.text, plain ? best.text : best.html)
  append(lists.html, rich ? best.html : best.text)
}

/** One branch of alternatives: its texts count for the kind they are. */
function walkInto(branch: BodyPart, best: Lists, depth: number): void {
  const found: Lists = { text: [], html: [], attached: [] }
  walk(branch, found, depth)
  append(best.attached, found.attached)
  const rich = found.html.some((part) => part.type === 'text/html')
  const plain = found.text.some((part) => part.type === 'text/plain')
  if (rich) append(best.html, found.html)
  if (plain && !(rich && best.text.length > 0)) append(best.text, found.text)
}

function walk(root: BodyPart, lists: Lists, depth: number): void {
  if (root.type === 'multipart/alternative') {
    walkAlternatives(root, lists, depth)
    return
  }
  for (const [index, child] of root.children.entries()) {
    if (isMultipart(child)) {
      if (depth < DEEPEST) walk(child, lists, depth + 1)
      else append(lists.attached, leavesOf(child))
    } else if (isShown(child, root.type, index === 0)) {
      lists.text.push(child)
      lists.html.push(child)
    } else lists.attached.push(child)
  }
}

/** A text read in pieces is at most this many; what follows is listed as attached. */
const MOST_SHOWN = 200

/**
 * True for a multipart in which the server found no part (its boundary never comes): Dovecot makes up an empty text
 * for it.
 */
function isLost(multipart: BodyPart): boolean {
  const [only, ...others] = leavesOf(multipart)
  // A part that we found ourselves is none that a server made up.
  const mayBeMadeUp = only?.size === 0 && only.type === 'text/plain' && holderOf(only.part) === null
  const isMadeUp = !only || (mayBeMadeUp && !hasName(only))
  return isMadeUp && others.length === 0
}

/** What was written must be within reach all the same: the body as a whole is the only part. Its size is not known (0). */
function lostBody(root: BodyPart): BodyPart | null {
  return isLost(root) ? { ...root, part: wholeBodySection(root), children: [] } : null
}

/** True where the server found no part in the message or in a multipart inside it. */
export function lacksParts(root: BodyPart): boolean {
  const waiting: BodyPart[] = [root]
  for (let seen = 0; waiting.length > 0 && seen < MOST_PARTS; seen++) {
    const part = waiting.pop()
    if (!part || !isMultipart(part)) continue
    if (isLost(part)) return true
    append(waiting, part.children)
  }
  return false
}

/** Sorts the parts of a message. A nested `message/rfc822` is one attachment; it isn't looked into. */
export function readableParts(root: BodyPart): ReadableParts {
  if (!isMultipart(root)) {
    return isShown(root, '', true)
      ? { text: [root], html: [root], attached: [] }
      : { text: [], html: [], attached: [root] }
  }
  const lost = lostBody(root)
  if (lost) return { text: [], html: [], attached: [lost] }
  const { text, html, attached }: Lists = { text: [], html: [], attached: [] }
  walk(root, { text, html, attached }, 0)
  append(attached, [...new Set([...text.slice(MOST_SHOWN), ...html.slice(MOST_SHOWN)])])
  return { text: text.slice(0, MOST_SHOWN), html: html.slice(0, MOST_SHOWN), attached }
}
