/** `/api/settings`: what a person chose, the same on every device. */
import type { Settings, SettingsWish } from '#lib/api/settings.ts'
import { accountKey } from '#lib/server/imap/accounts.ts'
import { publishTo } from '#lib/server/live/publish.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { changeSettings, settingsOf } from '#lib/server/session/user-settings.ts'

function ownerOf({ server, credentials }: SignedIn) {
  return { server, username: credentials.username }
}

/** `GET` */
export async function readSettings({ signedIn }: { signedIn: SignedIn }): Promise<Settings> {
  return settingsOf(ownerOf(signedIn))
}

/** `PUT`: every device hears of it. @throws MailError conflict, too_large */
export async function writeSettings({
  signedIn,
  body,
}: {
  signedIn: SignedIn
  body: SettingsWish
}): Promise<Settings> {
  const settings = changeSettings(ownerOf(signedIn), body)
  const key = accountKey(signedIn.server, signedIn.credentials.username)
  publishTo(key, { name: 'settings', data: { revision: settings.revision } })
  // Another folder is the archive now: the tree is another one.
  if (body.roles) publishTo(key, { name: 'folders', data: { folders: [] } })
  return settings
}
