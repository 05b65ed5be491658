import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LoginScreen } from '#components/login/login-screen.tsx'
import { loginWords } from '#lib/mail/words/login.ts'
import { config } from '#lib/server/config/config.ts'
import { signedInFromPage } from '#lib/server/http/page-session.ts'

export const metadata: Metadata = { title: loginWords.pageTitle }

export default async function Page() {
  if (await signedInFromPage()) redirect('/mail')
  const { servers, defaultServer, allowAny } = config()
  const choices = {
    servers: servers.map(({ id, name }) => ({ id, name })),
    standard: defaultServer?.id ?? null,
    any: allowAny,
  }
  return <LoginScreen choices={choices} />
}
