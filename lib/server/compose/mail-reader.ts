/** What writing needs of messages that are there already. Reading them is the business of the room beside this one. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'

/** Something that can be attached. Nothing is read before the bytes are asked for. `contentType` may have a charset. */
export type Attachable = {
  filename: string
  contentType: string
  contentId: string | null
  open: () => AsyncIterable<Uint8Array>
}

/** How messages are read. @throws MailError not_found, uidvalidity_changed, unavailable */
export type MailReader = {
  message: (account: Account, id: MessageId) => Promise<Message>
  part: (account: Account, id: MessageId, partId: string) => Promise<Attachable>
  /** The whole message, named for its subject. */
  source: (account: Account, id: MessageId) => Promise<Attachable>
  /** The text of its calendar part, or null. */
  calendar: (account: Account, id: MessageId) => Promise<string | null>
}
