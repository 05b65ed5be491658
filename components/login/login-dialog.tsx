'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import { serverOf } from '#lib/browser/sign-in.ts'
import { signedInAgain, useSignedOut } from '#lib/browser/signed-out.ts'
import { loginWords } from '#lib/mail/words/login.ts'
import { CredentialsForm } from './credentials-form.tsx'

/** Comes over the page when the session has ended, and leaves the page as it was. */
export function LoginDialog({ username }: { username: string }) {
  if (!useSignedOut()) return null
  const { title, text, other } = loginWords.again
  return (
    <Dialog title={title} description={text}>
      <CredentialsForm username={username} server={serverOf(username)} onSignedIn={signedInAgain} />
      <a href="/login" className="-mt-2 self-start py-1 text-s text-accent underline">
        {other}
      </a>
    </Dialog>
  )
}
