/** A draft's versions on the server: each is a message of its own, and the one before it goes. */
import { folderIdOf, type MessageId, messageIdOf } from '#lib/api/ids.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { messageIdsOf } from '#lib/mail/summary.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { fetchByUid } from '#lib/server/imap/fetch-by-uid.ts'
import { fetchHeader } from '#lib/server/imap/fetch-header.ts'
import { folderOfRole } from '#lib/server/imap/folder-of-role.ts'
import { atom } from '#lib/server/imap/imap-client.ts'
import { presentIn } from '#lib/server/imap/present-uids.ts'
import { bytesOf } from '#lib/server/imap/response.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { placeOfId } from './attached-files.ts'
import { DRAFT_FIELD, type DraftFacts, draftFactsOf } from './draft-field.ts'
import type { Before } from './write-letter.ts'

/** A version as it stands on the server. */
export type StoredVersion = Before & { id: MessageId; facts: DraftFacts }

type Place = ReturnType<typeof placeOfId>

/**
 * The version of this id.
 * @throws MailError conflict (with `current`: a newer one stands in its place), not_found, uidvalidity_changed, unavailable
 */
export async function storedVersion(account: Account, id: MessageId): Promise<StoredVersion> {
  const place = placeOfId(id)
  return await account.use(
    place.path,
    async (box) => {
      assertSame(box, place)
      const [uid] = await presentIn(box, [place.uid])
      if (uid === undefined) throw await replacedBy(box, place)
      const header = await fetchHeader(box, uid)
      const fields = parseHeader(header)
      return {
        id,
        facts: draftFactsOf(header),
        messageId: messageIdsOf(fields, 'message-id')[0] ?? null,
        inReplyTo: messageIdsOf(fields, 'in-reply-to')[0] ?? null,
        references: messageIdsOf(fields, 'references'),
      }
    },
    { repeatable: true },
  )
}

function assertSame(box: OpenBox, { uidValidity }: Place): void {
  if (box.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
}

/** What became of a version that is gone. */
async function replacedBy(box: OpenBox, { folderId, uidValidity, uid }: Place): Promise<MailError> {
  const found = await searchMessages(box, { kind: 'uid', set: `${uid}:*` })
  const later = found.filter((one) => one > uid)
  // RFC 3501 §6.4.5: the answer names the item with its fields, as `itemsOf` makes it BODY[HEADER.FIELDS].
  const item = atom('BODY.PEEK', [atom('HEADER.FIELDS'), [atom(DRAFT_FIELD)]])
  const facts = await fetchByUid(box, later, [item], (items) => {
    const header = bytesOf(items.get('BODY[HEADER.FIELDS]'))
    return header && draftFactsOf(header)
  })
  const [newest] = [...facts]
    .filter(([, { before }]) => before?.uidValidity === uidValidity && before.uids.includes(uid))
    .sort(([a], [b]) => b - a)
  if (!newest) return new MailError('not_found', { detail: composeWords.draftGone })
  const current = messageIdOf({ folderId, uidValidity, uid: newest[0] })
  return new MailError('conflict', { detail: composeWords.draftReplaced, current })
}

/**
 * The version of this id; where the same writer stored a newer one in its place, that one: the answer was lost, or what
 * was to be sent is a draft again.
 * @throws MailError as `storedVersion`
 */
export async function versionFor(
  account: Account,
  id: MessageId,
  writer: string | undefined,
): Promise<StoredVersion> {
  try {
    return await storedVersion(account, id)
  } catch (error) {
    if (!(error instanceof MailError) || !error.current || writer === undefined) throw error
    const newest = await storedVersion(account, error.current)
    if (newest.facts.writer !== writer) throw error
    return newest
  }
}

/** The newest version that a writer stored, by its Message-ID; null where none stands there. @throws MailError unavailable */
export async function versionBy(account: Account, writer: string): Promise<StoredVersion | null> {
  const path = await folderOfRole(account, 'drafts')
  const newest = await account.use(
    path,
    async (box) => {
      await box.run('NOOP', [])
      const found = await searchMessages(box, { kind: 'header', name: 'Message-ID', value: writer })
      const uid = found.at(-1)
      return uid && messageIdOf({ folderId: folderIdOf(path), uidValidity: box.uidValidity, uid })
    },
    { repeatable: true },
  )
  const version = newest ? await storedVersion(account, newest) : null
  return version?.facts.writer === writer ? version : null
}

/** What the next version says of those before it. */
export function beforeOf({ id, facts }: StoredVersion): DraftFacts['before'] {
  const { uidValidity, uid } = placeOfId(id)
  const known = facts.before?.uidValidity === uidValidity ? facts.before.uids : []
  return { uidValidity, uids: [...known, uid] }
}

/**
 * Removes exactly this version, and those before it that a crash may have left. What is gone already is no matter.
 * @throws MailError forbidden, refused, unavailable
 */
export async function removeVersion(account: Account, version: StoredVersion): Promise<void> {
  const place = placeOfId(version.id)
  const uids = beforeOf(version)?.uids ?? []
  await account.use(
    place.path,
    async (box) => {
      assertSame(box, place)
      await expungeMessages(box, await presentIn(box, uids))
    },
    { repeatable: true },
  )
  afterChange(account, place.path)
}
