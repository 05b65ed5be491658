/** Signing in, on the login page and over a page. */
import type { Login } from '#lib/api/session.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { loginWords } from '#lib/mail/words/login.ts'
import { callApi, isNetworkFailure } from './call-api.ts'

// Which server was chosen, for signing in again over a page: the session names it in words only.
const KEY = 'postern.server'

/** Signs in; a new cookie is set. @throws MailError */
export async function signIn(login: Login): Promise<void> {
  await callApi('signIn', { body: login })
  try {
    if (login.server) localStorage.setItem(KEY, JSON.stringify([login.username, login.server]))
    else localStorage.removeItem(KEY)
  } catch (error) {
    console.warn('The choice of server could not be kept.', error)
  }
}

/** The server that this person chose last time on this device; undefined: none had to be. */
export function serverOf(username: string): string | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return Array.isArray(kept) && kept[0] === username && typeof kept[1] === 'string' ? kept[1] : undefined
  } catch {
    return undefined // unreadable or forbidden storage: as if none had been chosen
  }
}

/** Why signing in failed, as one plain sentence. */
export function signInProblem(error: unknown): string {
  if (!(error instanceof MailError)) return String(error)
  if (error.code === 'rate_limited') return loginWords.tooMany(error.retryAfter)
  if (isNetworkFailure(error)) return error.detail
  return loginWords.problems[error.code] ?? error.detail
}
