'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import { useSession } from '#lib/browser/session.ts'
import { serverOf } from '#lib/browser/sign-in.ts'
import { signedInAgain, useSignedOut } from '#lib/browser/signed-out.ts'
import { loginWords } from '#lib/mail/words/login.ts'
import { CredentialsForm } from './credentials-form.tsx'

/** Comes over the mail page when the session has ended, and leaves the page as it was. */
export function LoginDialog() {
  const username = useSession()?.username
  return <LoginOverPage username={username} />
}

/** The same over any page. Without `username` nobody knows whose page it is: it begins anew. */
export function LoginOverPage({ username }: { username: string | undefined }) {
  if (!useSignedOut()) return null
  const { title, text, other } = loginWords.again
  const server = username === undefined ? undefined : serverOf(username)
  return (
    <Dialog title={title} description={text}>
      <CredentialsForm
        username={username}
        server={server}
        onSignedIn={username === undefined ? () => location.reload() : signedInAgain}
      />
      <a href="/login" className="-mt-2 self-start py-1 text-s text-accent underline">
        {other}
      </a>
    </Dialog>
  )
}
