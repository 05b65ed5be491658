/** What a person chose, read from the store and written there. */
import { choices, type Settings, type SettingsWish } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import { findSettings, type SettingsRow, writeSettings } from '#lib/server/store/settings-rows.ts'
import { accountDigest } from './session.ts'

/** Whose settings. An account or a session has both. */
export type Owner = { server: MailServer; username: string }

/** Another process may be quicker so many times before that is no coincidence. */
const TRIES = 5
/** Characters of one account's settings: far more than a person can choose, far less than would hurt. */
const MOST = 500_000

/** What this person chose; what was never chosen, or can no longer be understood, is as it begins. */
export function settingsOf(owner: Owner): Settings {
  const row = findSettings(accountDigest(owner.server, owner.username))
  return row ? understood(row) : FIRST_SETTINGS
}

/** The addresses at which mail reaches this person, as far as it is known: identities, and what one signs in with. */
export function ownAddressesOf(owner: Owner): string[] {
  const { username, server } = owner
  const login = username.includes('@') ? [username] : server.domains.map((domain) => `${username}@${domain}`)
  return [...settingsOf(owner).identities.map(({ address }) => address), ...login]
}

function understood({ revision, body }: SettingsRow): Settings {
  const stored = JSON.parse(body) as Record<string, unknown> // written by JSON.stringify below
  const known = Object.entries(choices).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return { ...FIRST_SETTINGS, ...Object.fromEntries(known), revision }
}

/**
 * Takes a wish in. What it leaves out stays.
 * @throws MailError conflict (its revision is no longer the newest), too_large
 */
export function changeSettings(owner: Owner, { revision, ...wish }: SettingsWish): Settings {
  return change(owner, (now) => {
    if (revision !== undefined && revision !== now.revision)
      throw new MailError('conflict', { detail: 'The settings were changed elsewhere in the meantime.' })
    return { ...now, ...wish }
  })
}

/**
 * A folder has another name now, and so have those below it: what was chosen for them goes along.
 * @param idAfter old id → new id; the same for a folder that was not moved
 * @returns null where nothing was chosen for any of them
 */
export function settingsFollow(owner: Owner, idAfter: (id: string) => string): Settings | null {
  const now = settingsOf(owner)
  if (JSON.stringify(renamed(now, idAfter)) === JSON.stringify(now)) return null
  return change(owner, (before) => renamed(before, idAfter))
}

function renamed(now: Settings, idAfter: (id: string) => string): Settings {
  const { pins, collapsed, conversations, roles, savedSearches } = now
  const follow = <T extends { folderId: string }>(one: T): T => ({ ...one, folderId: idAfter(one.folderId) })
  return {
    ...now,
    pins: pins.map(idAfter),
    collapsed: collapsed.map(idAfter),
    conversations: { ...conversations, except: conversations.except.map(idAfter) },
    roles: roles.map(follow),
    savedSearches: savedSearches.map((one) => (one.folderId === 'all' ? one : follow(one))),
  }
}

function change(owner: Owner, make: (now: Settings) => Settings): Settings {
  const account = accountDigest(owner.server, owner.username)
  for (let tries = 0; tries < TRIES; tries++) {
    const now = settingsOf(owner)
    const next = { ...make(now), revision: now.revision + 1 }
    const { revision, ...chosen } = next
    const body = JSON.stringify(chosen)
    if (body.length > MOST) throw new MailError('too_large')
    if (writeSettings({ account, revision, body })) return next
  }
  throw new MailError('conflict')
}
