/** The order of a list over several folders, as near as possible to what each server makes of its own. */
import type { MessageSummary, Sort } from '#lib/api/messages.ts'

const collator = new Intl.Collator('en', { sensitivity: 'base' })

// RFC 5256 §2.1: replies and forwards stand beside what they answer.
const REPLY = /^\s*(?:(?:re|fwd?)\s*(?:\[[^\]]*\]\s*)?:|\[[^\]]*\](?=\s*\S))\s*/i

function baseSubject({ subject }: MessageSummary): string {
  let base = subject
  for (let next = base.replace(REPLY, ''); next !== base; next = base.replace(REPLY, '')) base = next
  return base.trim()
}

function sender({ from: [first] }: MessageSummary): string {
  return first ? first.name || first.address : ''
}

function time({ date, receivedAt }: MessageSummary): number {
  return Date.parse(date ?? receivedAt)
}

function ascending(a: MessageSummary, b: MessageSummary, sort: Sort): number {
  switch (sort) {
    case 'date':
    case '-date':
      return time(a) - time(b)
    case 'size':
    case '-size':
      return a.size - b.size
    case 'from':
    case '-from':
      return collator.compare(sender(a), sender(b))
    case 'subject':
    case '-subject':
      return collator.compare(baseSubject(a), baseSubject(b))
  }
}

/** Negative where `a` comes first. 0 where only the folders' order decides. */
export function compareSummaries(a: MessageSummary, b: MessageSummary, sort: Sort): number {
  const order = ascending(a, b, sort)
  return sort.startsWith('-') ? -order : order
}
