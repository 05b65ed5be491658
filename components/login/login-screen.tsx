'use client'
import { DoorMark } from '#components/ui/door-mark.tsx'
import { loginWords } from '#lib/mail/words/login.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { ServerChoice, type ServerChoices } from './server-choice.tsx'

/** The login page: the door, and what opens it. */
export function LoginScreen({ choices }: { choices: ServerChoices }) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-page px-4 pt-[max(2rem,14dvh)] pb-8">
      <DoorMark className="size-11" />
      <p className="pt-2 text-[18px] font-strong">Postern</p>
      <div className="mt-7 w-full max-w-[380px] rounded-xl border border-line bg-surface px-6 py-6 max-sm:border-0 max-sm:bg-transparent max-sm:px-1">
        <h1 className="pb-5 text-title leading-tight font-strong tracking-tight">{loginWords.welcome}</h1>
        <CredentialsForm onSignedIn={() => location.assign('/mail')}>
          <ServerChoice {...choices} />
        </CredentialsForm>
      </div>
    </main>
  )
}
