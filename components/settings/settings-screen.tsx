import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { LoginOverPage } from '#components/login/login-dialog.tsx'
import { buttonLook } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Notices } from '#components/ui/notices.tsx'
import type { TrustedSender } from '#lib/api/identity.ts'
import { identitiesWords } from '#lib/mail/words/identities.ts'
import { identityWords } from '#lib/mail/words/identity.ts'
import { keyWords } from '#lib/mail/words/keys.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { settingsWords } from '#lib/mail/words/settings.ts'
import { FormatSetting, IdentitySettings } from './identity-settings.tsx'
import { KeyList, SingleKeysSwitch } from './key-list.tsx'
import { LabelSettings } from './label-settings.tsx'
import { LookSettings, ReadingSettings } from './look-settings.tsx'
import { MailtoHandler } from './mailto-handler.tsx'
import { type Place, SignedInPlaces } from './signed-in-places.tsx'
import { TrustedSenderList } from './trusted-sender-list.tsx'

type SettingsScreenProps = {
  username: string
  server: string
  places: readonly Place[]
  trusted: readonly TrustedSender[]
  /** When the server rendered, ISO 8601. */
  now: string
}

/** The settings page: who one is here, and where one is signed in. */
export function SettingsScreen({ username, server, places, trusted, now }: SettingsScreenProps) {
  return (
    <main className="min-h-dvh bg-page px-4 py-6 sm:py-10">
      <div className="mx-auto flex max-w-2xl flex-col gap-6">
        <div className="flex flex-col items-start gap-4">
          {/* A full load: the mail page begins with what is true now. */}
          <a href="/mail" className={`${buttonLook('text')} -ms-3.5`}>
            <Icon of={ArrowLeft} size={16} className="rtl:-scale-x-100" />
            {settingsWords.back}
          </a>
          <h1 className="text-title leading-tight font-strong tracking-tight">{settingsWords.title}</h1>
        </div>
        <Section title={settingsWords.account}>
          <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr] sm:gap-y-2.5">
            <dt className="text-muted">{settingsWords.username}</dt>
            <dd className="[overflow-wrap:anywhere] max-sm:mb-2">
              <bdi>{username}</bdi>
            </dd>
            <dt className="text-muted">{settingsWords.server}</dt>
            <dd className="[overflow-wrap:anywhere]">
              <bdi>{server}</bdi>
            </dd>
          </dl>
        </Section>
        <Section title={settingsWords.look}>
          <LookSettings />
        </Section>
        <Section title={settingsWords.reading}>
          <ReadingSettings />
        </Section>
        <Section title={identitiesWords.writing}>
          <FormatSetting />
          <MailtoHandler />
        </Section>
        <Section title={identitiesWords.title} hint={identitiesWords.hint}>
          <IdentitySettings username={username} />
        </Section>
        <Section title={labelWords.settings} hint={labelWords.settingsHint}>
          <LabelSettings />
        </Section>
        <Section title={keyWords.settings} hint={keyWords.settingsHint}>
          <SingleKeysSwitch />
          <KeyList choosing />
        </Section>
        <Section title={identityWords.settings} hint={identityWords.settingsHint}>
          <TrustedSenderList first={trusted} />
        </Section>
        <Section title={settingsWords.places} hint={settingsWords.placesHint}>
          <SignedInPlaces first={places} firstNow={now} />
        </Section>
      </div>
      <Notices />
      <LoginOverPage username={username} />
    </main>
  )
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5">
      <div>
        <h2 className="text-l font-strong">{title}</h2>
        {hint && <p className="pt-0.5 text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
