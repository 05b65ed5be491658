/** Ends the session, here and on the server. */
import { MailError } from '#lib/mail/mail-error.ts'
import { callApi } from './call-api.ts'
import { storeChanges } from './stored-changes.ts'
import { forgetUse } from './used-lately.ts'

/**
 * Signs out and goes to the login page by a full load: nothing of the mailbox stays in this tab.
 * @throws MailError where the server could not be told; then one is still signed in
 */
export async function signOut(): Promise<void> {
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
