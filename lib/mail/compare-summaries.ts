/** The order of a list over several folders, as near as possible to what each server makes of its own. The server and the tab merge by it. */
import type { MessageSummary, Sort } from '#lib/api/messages.ts'
import { senderKey, subjectKey } from './sort-key.ts'

function time({ date, receivedAt }: MessageSummary): number {
  return Date.parse(date ?? receivedAt)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
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
      return compareText(senderKey(a.from), senderKey(b.from))
    case 'subject':
    case '-subject':
      return compareText(subjectKey(a.subject), subjectKey(b.subject))
  }
}

/** Negative where `a` comes first. 0 where only the folders' order decides. */
export function compareSummaries(a: MessageSummary, b: MessageSummary, sort: Sort): number {
  const order = ascending(a, b, sort)
  return sort.startsWith('-') ? -order : order
}
