/** The row of a conversation: its newest message, with what holds for any of its messages. */
import type { MessageSummary, ThreadMember } from '#lib/api/messages.ts'
import { hasFlag } from './apply-change.ts'

/** Unread, starred, labelled or with attachments if one of them is. What is answered is said of the message that is shown. */
export function asConversation(shown: MessageSummary, members: readonly ThreadMember[]): MessageSummary {
  const all = new Set(members.flatMap(({ flags }) => flags))
  const unread = members.some(({ flags }) => !hasFlag(flags, '\\Seen'))
  const own = [...all].filter((flag) => !flag.startsWith('\\') || flag === '\\Flagged')
  const answered = shown.flags.filter((flag) => flag === '\\Answered')
  return {
    ...shown,
    flags: [...own, ...answered, ...(unread ? [] : ['\\Seen'])],
    hasAttachments: shown.hasAttachments || members.some(({ hasAttachments }) => hasAttachments),
  }
}
