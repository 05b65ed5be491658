/** `POST`, `PUT` and `DELETE /api/drafts`: a message that is being written, kept on the server. One draft, never copies. */
import type { Draft, DraftPlace } from '#lib/api/compose.ts'
import { folderIdOf, type MessageId, messageIdOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { log } from '#lib/server/config/log.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { appendOnce } from '#lib/server/imap/append-once.ts'
import { folderOfRole } from '#lib/server/imap/folder-of-role.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { placeOfId, withinLimit } from './attached-files.ts'
import { buildMessage, wholeOf } from './build-message.ts'
import { attachmentsOfDraft } from './draft-attachments.ts'
import { type DraftFacts, draftField, NO_FACTS, withFields } from './draft-field.ts'
import {
  beforeOf,
  removeVersion,
  type StoredVersion,
  storedVersion,
  versionBy,
  versionFor,
} from './draft-versions.ts'
import type { MailReader } from './mail-reader.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { unfinished, writeLetter } from './write-letter.ts'

/** A use case with the eyes of the room that reads messages. */
type Writing = { account: Account; body: Draft; mail: MailReader }

/** What only Postern need know of a draft, to go on with it. */
export function factsOf(draft: Draft, version: StoredVersion | null): DraftFacts {
  return {
    ...NO_FACTS,
    ...(version && { before: beforeOf(version) }),
    writer: draft.writer,
    inReplyTo: draft.inReplyTo,
    forwardOf: draft.forwardOf,
    from: draft.from ? unfinished([draft.from]) : [],
    to: unfinished(draft.to),
    cc: unfinished(draft.cc),
    bcc: unfinished(draft.bcc),
    replyTo: unfinished(draft.replyTo ?? []),
  }
}

/**
 * Stores a new draft. Where its writer stored one already (the answer was lost), this takes that one's place.
 * @throws MailError not_found (something attached), over_quota, too_large, forbidden, refused, unavailable
 */
export async function createDraft({ account, body, mail }: Writing): Promise<DraftPlace> {
  return await oneAtATime(account.key, async () => {
    const { writer } = body
    const version = writer === undefined ? null : await versionBy(account, writer)
    const raw = await draftOf({ account, body, mail }, version)
    const id = version ? await putInPlace(account, raw, version) : await appendDraft(account, raw)
    return await placeOf(account, mail, id, body)
  })
}

/**
 * Stores a newer version, then removes exactly the one it replaces: whatever breaks between the two, nothing is lost.
 * @throws MailError conflict (with `current`: it was replaced already), and as `createDraft`
 */
export async function replaceDraft({
  account,
  params,
  body,
  mail,
}: Writing & { params: { id: MessageId } }): Promise<DraftPlace> {
  return await oneAtATime(account.key, async () => {
    const version = await versionFor(account, await draftId(account, params.id), body.writer)
    const raw = await draftOf({ account, body, mail }, version)
    const id = await putInPlace(account, raw, version)
    return await placeOf(account, mail, id, body)
  })
}

/** Stores `raw` and removes the version that it replaces. @returns where it is */
export async function putInPlace(
  account: Account,
  raw: Uint8Array,
  version: StoredVersion,
): Promise<MessageId> {
  const id = await appendDraft(account, raw)
  await removeVersion(account, version).catch((error: unknown) => {
    // The newer one is stored, which is what was asked for; it names the other, which goes with it the next time.
    if (!(error instanceof MailError)) throw error
    log().warn({ err: error }, 'a replaced draft could not be removed')
  })
  return id
}

/** What is replaced or thrown away here is a draft: no other mail is. @throws MailError conflict */
async function draftId(account: Account, id: MessageId): Promise<MessageId> {
  const { path } = placeOfId(id)
  if (path === (await folderOfRole(account, 'drafts'))) return id
  throw new MailError('conflict', { detail: composeWords.notADraft })
}

/** @throws MailError over_quota, too_large, forbidden, refused, unavailable */
export async function appendDraft(account: Account, raw: Uint8Array): Promise<MessageId> {
  const path = await folderOfRole(account, 'drafts')
  const appending = { path, raw, flags: ['\\Seen', '\\Draft'], receivedAt: new Date() }
  const { uidValidity, uid } = await appendOnce(account, appending)
  afterChange(account, path)
  return messageIdOf({ folderId: folderIdOf(path), uidValidity, uid })
}

async function draftOf({ account, body, mail }: Writing, version: StoredVersion | null): Promise<Uint8Array> {
  const letter = await writeLetter(account, mail, body, version)
  const { content, bccField } = await buildMessage(letter)
  return withFields(bccField + draftField(factsOf(body, version)), await wholeOf(withinLimit(content)))
}

async function placeOf(
  account: Account,
  mail: MailReader,
  id: MessageId,
  { attachments, html }: Draft,
): Promise<DraftPlace> {
  // Most drafts hold no file: nothing need be asked then. HTML may have brought its pictures.
  if (attachments.length === 0 && !html?.includes('<img')) return { id, attachments: [] }
  return { id, attachments: attachmentsOfDraft(await mail.message(account, id)) }
}

/**
 * Throws a draft away for good.
 * @throws MailError conflict (with `current`), not_found, forbidden, refused, uidvalidity_changed, unavailable
 */
export async function deleteDraft({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<void> {
  await oneAtATime(account.key, async () => {
    await removeVersion(account, await storedVersion(account, await draftId(account, params.id)))
  })
}
