/** What messages have in common. */
import type { Selection } from '#lib/api/changes.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import type { KnownMessages } from './known-messages.ts'

function only<Value>(values: Iterable<Value>): Value | null {
  const [first, ...others] = new Set(values)
  return first !== undefined && others.length === 0 ? first : null
}

/** The folder that all of them are in, or null. */
export function commonFolder(messages: Selection): FolderId | null {
  if ('all' in messages) return messages.all.folderId
  return only(messages.ids.map((id) => messageNameOf(id).folderId))
}

/** Who sent all of them, or null where that is more than one, or not known. */
export function commonSender(
  messages: Selection,
  known: KnownMessages,
): { address: string; name: string } | null {
  if ('all' in messages) return null
  const senders = messages.ids.map((id) => known.memberOf(id)?.from)
  const address = only(senders.map((sender) => sender?.address.toLowerCase() ?? ''))
  return address ? { address, name: senders[0]?.name || address } : null
}
