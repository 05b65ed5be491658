/** What the parser hands over (RFC 3501 §7), and how it is read without trusting its shape. */

/** One value of an answer: a token, a list, or NIL. */
export type Node = NodeToken | Node[] | null
export type NodeToken = {
  type: string
  value?: string | Uint8Array | null
  /** `BODY[…]`: what stands in the brackets. */
  section?: Node[]
  /** `BODY[1]<0>`. */
  partial?: number[]
}

/** An untagged or tagged answer; a leading number is the `command` (`* 12 FETCH …` → `12`). */
export type Untagged = { command: string; attributes?: Node[] /** Of a SEARCH answer. */; numbers?: number[] }

/** A string, an atom or a short literal as text; null for NIL and lists. */
export function textOf(node: Node | undefined): string | null {
  if (!node || Array.isArray(node)) return null
  if (typeof node.value === 'string') return node.value
  return node.value instanceof Uint8Array ? Buffer.from(node.value).toString('utf8') : null
}

/** Bytes of a string or literal; null for NIL and lists. */
export function bytesOf(node: Node | undefined): Uint8Array | null {
  if (!node || Array.isArray(node)) return null
  if (node.value instanceof Uint8Array) return node.value
  return typeof node.value === 'string' ? Buffer.from(node.value, 'utf8') : null
}

/** A whole number, or null. */
export function numberOf(node: Node | undefined): number | null {
  const digits = textOf(node)
  return digits !== null && /^\d{1,15}$/.test(digits) ? Number(digits) : null
}

/** A mod-sequence (63 bits, RFC 7162 §7), or null; servers write it bare or in parentheses. */
export function modseqOf(node: Node | undefined): bigint | null {
  const digits = textOf(Array.isArray(node) ? node[0] : node)
  return digits !== null && /^\d{1,20}$/.test(digits) ? BigInt(digits) : null
}

/** A list's members; [] where it is none. */
export function listOf(node: Node | undefined): Node[] {
  return Array.isArray(node) ? node : []
}

/** The words of a list, in order. */
export function wordsOf(node: Node | undefined): string[] {
  return listOf(node)
    .map(textOf)
    .filter((word) => word !== null)
}

/** `NAME value NAME value …` of STATUS and the like, by upper-case name. */
export function pairsOf(node: Node | undefined): Map<string, Node> {
  const pairs = new Map<string, Node>()
  const list = listOf(node)
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = textOf(list[at])
    if (name !== null) pairs.set(name.toUpperCase(), list[at + 1] ?? null)
  }
  return pairs
}

/** A response code (RFC 3501 §7.1) and its arguments: `[COPYUID 1 2 3]`. */
export function responseCodeOf(answer: Untagged): { code: string; args: Node[] } | null {
  const first = answer.attributes?.[0]
  if (!first || Array.isArray(first) || first.value || !first.section) return null
  const code = textOf(first.section[0])
  return code === null ? null : { code: code.toUpperCase(), args: first.section.slice(1) }
}
