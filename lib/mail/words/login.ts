/** The words of signing in, on its page and over a page. */
import type { ErrorCode } from '#lib/api/problem.ts'
import { plural } from './plural.ts'

const wait = (seconds: number) =>
  seconds < 90
    ? plural(Math.max(1, Math.ceil(seconds)), { one: '# second', other: '# seconds' })
    : plural(Math.ceil(seconds / 60), { one: '# minute', other: '# minutes' })

/** Plain sentences by code; where there is none, the answer's own is shown. */
const problems: Partial<Record<ErrorCode, string>> = {
  login_failed: 'The mail server did not accept this address and password.',
  certificate: "The mail server's certificate cannot be trusted, so your password was not sent to it.",
  unavailable: 'The mail server cannot be reached at the moment. Please try again in a little while.',
}

export const loginWords = {
  pageTitle: 'Sign in – Postern',
  welcome: 'Sign in to your mailbox',
  username: 'Email address',
  password: 'Password',
  // Not "password" again: the field alone is called that.
  showPassword: 'Show what is typed',
  hidePassword: 'Hide what is typed',
  server: 'Mail server',
  serverByAddress: 'Found by the address',
  serverOther: 'Another server…',
  serverHost: 'Host name of the mail server',
  serverHint: 'Such as mail.example.org, or mail.example.org:993.',
  stay: 'Stay signed in on this device',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  missing: 'Please fill in your address and your password.',
  problems,
  tooMany: (seconds: number | undefined) =>
    seconds
      ? `Too many attempts. Please wait ${wait(seconds)} and try again.`
      : 'Too many attempts. Please wait a little and try again.',
  again: {
    title: 'Please sign in again',
    text: 'Your session has ended. This page stays as it is, and nothing on it is lost.',
    other: 'Sign in as someone else',
  },
} as const
