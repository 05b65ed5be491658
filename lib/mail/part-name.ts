/** Names of the parts that we found ourselves (parse-message.ts): `2.~.1.2` is part 1.2 of the message in part 2. */

const MARK = '.~.'

/** The name of a part of the message in `holder`; `''` is the whole mail. `number` is a section: `1.2`, `TEXT`. */
export function partWithin(holder: string, number: string): string {
  return `${holder}${MARK}${number}`
}

/** `2.~.1.2` → the part that holds the message (itself perhaps in such a one), or null for a part of the server's. */
export function holderOf(partId: string): string | null {
  const at = partId.lastIndexOf(MARK)
  return at < 0 ? null : partId.slice(0, at)
}
