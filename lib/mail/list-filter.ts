/** Whether a message passes a list's filter, as far as its flags tell: attachments come and go with nothing. */
import type { Filter } from '#lib/api/messages.ts'
import { hasFlag } from './apply-change.ts'

const TESTS: Record<Filter, (flags: readonly string[]) => boolean> = {
  unread: (flags) => !hasFlag(flags, '\\Seen'),
  flagged: (flags) => hasFlag(flags, '\\Flagged'),
  answered: (flags) => hasFlag(flags, '\\Answered'),
  attachments: () => true,
}

/** All filters that are named must hold. */
export function passes(filter: readonly Filter[], flags: readonly string[]): boolean {
  return filter.every((name) => TESTS[name](flags))
}
