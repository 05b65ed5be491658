import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SettingsScreen } from '#components/settings/settings-screen.tsx'
import { SettingsProvider } from '#lib/browser/settings-provider.tsx'
import { settingsWords } from '#lib/mail/words/settings.ts'
import { settingsFromPage, signedInFromPage } from '#lib/server/http/page-session.ts'
import { listPlaces } from '#lib/server/http/sessions.ts'
import { listTrusted } from '#lib/server/images/trusted-senders.ts'

export const metadata: Metadata = { title: settingsWords.pageTitle }

export default async function Page() {
  const signedIn = await signedInFromPage()
  if (!signedIn) redirect('/login')
  const { sessions } = await listPlaces({ signedIn })
  const { senders } = await listTrusted({ signedIn })
  const { credentials, server } = signedIn
  return (
    <SettingsProvider first={await settingsFromPage()}>
      <SettingsScreen
        username={credentials.username}
        server={server.name}
        places={sessions}
        trusted={senders}
        now={new Date().toISOString()}
      />
    </SettingsProvider>
  )
}
