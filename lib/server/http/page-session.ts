/** Who is signed in, asked by a page's server component. */
import { headers } from 'next/headers'
import type { Settings } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf } from '#lib/server/imap/accounts.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { signedInOf } from './caller.ts'
import { readSettings } from './settings.ts'

/** The session of the request that a page is being rendered for; null when signed out. */
export async function signedInFromPage(): Promise<SignedIn | null> {
  return await signedInOf({ headers: await headers() })
}

/** What the person of that request chose; what things begin with when signed out. */
export async function settingsFromPage(): Promise<Settings> {
  const signedIn = await signedInFromPage()
  return signedIn ? await readSettings({ signedIn }) : FIRST_SETTINGS
}

/** The account of that session. @throws MailError login_failed, certificate, unavailable */
export async function accountFromPage(signedIn: SignedIn): Promise<Account> {
  return await accountOf(signedIn)
}
