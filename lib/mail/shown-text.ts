/** Strangers' words on a line of ours: they may not turn it round. */

// Overrides, embeddings, isolates (UAX 9 §2): "gpj.exe" reads as "exe.jpg". Marks (LRM, RLM, ALM) are letters without
// a shape, which honest Hebrew and Arabic need.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** Without the characters that turn the reading direction of what follows. */
export function withoutTurns(text: string): string {
  return text.replaceAll(TURNING, '')
}

/** True where a text has such characters. */
export function hasTurns(text: string): boolean {
  return text.search(TURNING) >= 0
}
