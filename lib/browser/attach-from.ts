/** Files that lie in the mailbox, attached to what is being written: the server takes them from where they are. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Attachment, MessageSummary } from '#lib/api/messages.ts'
import { type AttachedFile, messageFile } from '#lib/mail/answer-message.ts'
import { draftWords } from '#lib/mail/words/drafts.ts'
import { wayWords } from '#lib/mail/words/ways-to-write.ts'
import { attachStored } from './draft-files.ts'
import { draftsHere } from './drafts-here.ts'
import { notify } from './notices.ts'

/** A message that is being written, as it is named. */
export type Letter = { key: string; subject: string }

const MOST_LETTERS = 3

/** Those that something of a message can be attached to, the newest first; none is attached to itself. */
export function lettersBut(id: MessageId): Letter[] {
  const letters = draftsHere().filter(({ fate, draft }) => fate === 'open' && draft.draftId !== id)
  return letters
    .slice(-MOST_LETTERS)
    .toReversed()
    .map(({ key, draft }) => ({ key, subject: draft.subject || wayWords.newMessage }))
}

/** A part of a message as a file of another one. */
export function partFile(id: MessageId, { partId, filename, contentType, size }: Attachment): AttachedFile {
  return { ref: { messageId: id, partId }, filename, contentType, size }
}

/** Attaches a whole message, and says so, or why not. */
export function attachMessage(
  letter: Letter,
  message: Pick<MessageSummary, 'id' | 'subject' | 'size'>,
): void {
  attach(letter, messageFile(message))
}

/** Attaches a part of a message, and says so, or why not. */
export function attachPart(letter: Letter, id: MessageId, part: Attachment): void {
  attach(letter, partFile(id, part))
}

function attach({ key, subject }: Letter, file: AttachedFile): void {
  const problem = attachStored(key, file)
  if (problem === null) notify({ text: draftWords.attached(subject) })
  else notify({ text: problem, kind: 'problem' })
}
