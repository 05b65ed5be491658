/** Which conversation a message belongs to, told from its own header alone. */

// FNV-1a with 64 bits in two halves would need BigInt; two 32-bit hashes with different seeds are as good here.
function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/**
 * A short name for the conversation that began with `root`: the first References id, else In-Reply-To, else the
 * message's own. Equal roots give equal names; a name says nothing about its root.
 */
export function threadIdOf(root: string): string {
  const text = root.slice(0, 2000)
  return `t${fnv1a(text, 0x811c9dc5).toString(36)}${fnv1a(text, 0x01234567).toString(36)}`
}
