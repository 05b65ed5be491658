/** Ends the session, here and on the server. */
import { MailError } from '#lib/mail/mail-error.ts'
import { callApi } from './call-api.ts'
import { storeChanges } from './stored-changes.ts'
import { forgetUse } from './used-lately.ts'
import { writingHere } from './write.ts'

/** What is being written has so long (ms) to be stored. */
const PATIENCE = 5_000

/**
 * Signs out and goes to the login page by a full load: nothing of the mailbox stays in this tab.
 * @throws MailError where the server could not be told; then one is still signed in
 */
export async function signOut(): Promise<void> {
  await writingHere()?.restore.settleDrafts(PATIENCE)
  try {
    await callApi('signOut')
  } catch (error) {
    // The session had ended already: that is what was wanted.
    if (!(error instanceof MailError && error.status === 401)) throw error
  }
  storeChanges([])
  forgetUse()
  location.assign('/login')
}
