import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LoginScreen } from '#components/login/login-screen.tsx'
import { loginWords } from '#lib/mail/words/login.ts'
import { loginChoices } from '#lib/server/http/login-choices.ts'
import { signedInFromPage } from '#lib/server/http/page-session.ts'

export const metadata: Metadata = { title: loginWords.pageTitle }

export default async function Page() {
  if (await signedInFromPage()) redirect('/mail')
  return <LoginScreen choices={loginChoices()} />
}
