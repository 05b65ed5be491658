/** Who is signed in, asked by a page's server component. */
import { headers } from 'next/headers'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf } from '#lib/server/imap/accounts.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { signedInOf } from './caller.ts'

/** The session of the request that a page is being rendered for; null when signed out. */
export async function signedInFromPage(): Promise<SignedIn | null> {
  return await signedInOf({ headers: await headers() })
}

/** The account of that session. @throws MailError login_failed, certificate, unavailable */
export async function accountFromPage(signedIn: SignedIn): Promise<Account> {
  return await accountOf(signedIn)
}
