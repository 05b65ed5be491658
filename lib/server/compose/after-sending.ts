/** What is left to do when a message has left, and when it hasn't. Each may be done twice without harm. */
import type { MessageId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf, signedInAccount } from '#lib/server/imap/accounts.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { serverOf } from '#lib/server/session/session.ts'
import { readSealedFile } from '#lib/server/store/sealed-files.ts'
import { placeOfId } from './attached-files.ts'
import { wholeOf } from './build-message.ts'
import { withFields } from './draft-field.ts'
import { removeVersion, storedVersion } from './draft-versions.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { SendJob } from './send-job.ts'
import { fileCopy } from './sent-copy.ts'
import { appendDraft, putInPlace } from './store-draft.ts'

/** The account of a send, whoever is signed in. @throws MailError login_failed, server_not_allowed, unavailable */
export async function accountOfJob({ secret }: SendJob): Promise<Account> {
  const server = serverOf(secret)
  if (!server) throw new MailError('server_not_allowed')
  // The password may be another one by now.
  const known = signedInAccount(server, secret.username)
  if (known) return known
  const credentials = { username: secret.username, password: secret.password }
  return await accountOf({ sid: 'outbox', credentials, server })
}

function rawOf(id: string): Promise<Buffer> {
  return wholeOf(readSealedFile({ kind: 'outbox', id }))
}

/** Only what says that there is nothing to do (any more) is no failure. */
function unlessGone(error: unknown): null {
  const over = ['not_found', 'conflict', 'uidvalidity_changed', 'forbidden']
  if (error instanceof MailError && over.includes(error.code)) return null
  throw error
}

/**
 * Files the copy, marks what was answered or forwarded, removes the draft.
 * @returns where the copy is
 * @throws MailError over_quota, refused, unavailable, login_failed
 */
export async function tidyUp(account: Account, id: string, job: SendJob): Promise<MessageId> {
  const { messageId, bccField, inReplyTo, forwardOf, draftId } = job
  if (inReplyTo) await mark(account, inReplyTo, '\\Answered')
  if (forwardOf) await mark(account, forwardOf, '$Forwarded')
  const copyId = await fileCopy(account, messageId, async () => withFields(bccField, await rawOf(id)))
  // A newer version that was stored meanwhile stays: nobody sent that one.
  if (draftId)
    await oneAtATime(account.key, async () => {
      const version = await storedVersion(account, draftId).catch(unlessGone)
      if (version) await removeVersion(account, version).catch(unlessGone)
    })
  return copyId
}

async function mark(account: Account, id: MessageId, flag: string): Promise<void> {
  const { path, uidValidity, uid } = placeOfId(id)
  const wish = account.use(
    path,
    async (box) => {
      if (box.uidValidity === uidValidity && !box.readOnly) await storeFlags(box, [uid], { add: [flag] })
    },
    { repeatable: true },
  )
  await wish.catch((error: unknown) => {
    // A server that keeps no such keyword says so: that is no reason to try for a day.
    if (!(error instanceof MailError && error.code === 'refused')) unlessGone(error)
  })
  afterChange(account, path)
}

/**
 * What was to be sent is a draft again, with every word of it, in the place of the one that was stored before. Called
 * when nobody else stores drafts of the account (one-at-a-time.ts).
 * @returns where it is
 * @throws MailError over_quota, refused, unavailable, login_failed
 */
export async function keepAsDraft(account: Account, id: string, job: SendJob): Promise<MessageId> {
  const { draftId, bccField, draftField } = job
  const raw = withFields(bccField + draftField, await rawOf(id))
  const version = draftId ? await storedVersion(account, draftId).catch(unlessGone) : null
  return version ? await putInPlace(account, raw, version) : await appendDraft(account, raw)
}
