/** Which flags a folder keeps (PERMANENTFLAGS, RFC 9051 §7.1). */
import { hasFlag } from '#lib/mail/apply-change.ts'
import type { OpenBox } from './account.ts'

/** Whether messages here can have this flag for good. */
export function keepsFlag({ readOnly, permanentFlags }: OpenBox, flag: string): boolean {
  if (readOnly) return false
  // RFC 9051 §7.1: \* means that new keywords can be made; it says nothing of system flags.
  const any = permanentFlags.has('\\*') && !flag.startsWith('\\')
  return any || hasFlag([...permanentFlags], flag)
}

/** The keywords that messages here can have: any (true), none (false), or only these. */
export function keptKeywords({ readOnly, permanentFlags }: OpenBox): boolean | string[] {
  if (readOnly) return false
  if (permanentFlags.has('\\*')) return true
  const keywords = [...permanentFlags].filter((flag) => !flag.startsWith('\\'))
  return keywords.length > 0 && keywords
}
