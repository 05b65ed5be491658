/** The base subject (RFC 5256 §2.1): what replies to a message and forwards of it have in common. */

// subj-trailer, subj-blob and subj-refwd of RFC 5256 §5. Case does not matter.
const TRAILER = /(?:\(fwd\)| )$/i
const BLOB = /^\[[^[\]]*\] */
const REPLY = /^(?:re|fwd?) *(?:\[[^[\]]*\] *)?:/i
const FORWARDED = /^\[fwd:(.*)\]$/is

/** What is longer is no subject anybody wrote: its beginning decides. */
const LONGEST = 1_000

/** @param subject decoded (RFC 2047) */
export function baseSubject(subject: string): string {
  let base = subject.slice(0, LONGEST).replaceAll(/[\t\r\n ]+/g, ' ')
  for (;;) {
    base = withoutLeaders(withoutTrailers(base))
    const inner = FORWARDED.exec(base)?.[1]
    if (inner === undefined) return base
    base = inner
  }
}

function withoutTrailers(subject: string): string {
  let end = subject.length
  for (;;) {
    const found = TRAILER.exec(subject.slice(Math.max(0, end - 5), end))
    if (!found) return subject.slice(0, end)
    end -= found[0].length
  }
}

/** Steps 3 to 5: `re:` and the like with any blobs before it, then a blob that is not all there is. */
function withoutLeaders(subject: string): string {
  let base = subject
  for (;;) {
    const next = withoutReply(base.replace(/^ /, ''))
    const rest = next.replace(BLOB, '')
    const shorter = rest === '' ? next : rest
    if (shorter === base) return base
    base = shorter
  }
}

/** subj-leader: any number of blobs count only where `re:` follows them. */
function withoutReply(subject: string): string {
  let rest = subject
  for (let blob = BLOB.exec(rest); blob; blob = BLOB.exec(rest)) rest = rest.slice(blob[0].length)
  const reply = REPLY.exec(rest)
  return reply ? rest.slice(reply[0].length) : subject
}
