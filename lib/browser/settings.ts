/** What this person chose: painted at once, sent in its turn, kept true when another device chooses. */
import { createContext, use, useSyncExternalStore } from 'react'
import type { Settings, SettingsWish } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { settingsRefused } from '#lib/mail/words/refused-settings.ts'
import { callApi } from './call-api.ts'
import { externalStore } from './external-store.ts'
import { notify } from './notices.ts'

/** Makes new settings of those there are. Made again where another device was quicker: it says what it changes, and no more. */
export type SettingsChange = (now: Settings) => Settings

/** So many times another device may be quicker before somebody is told. */
const TRIES = 5

let truth: Settings = FIRST_SETTINGS
let pending: readonly SettingsChange[] = []
let sending = false
const painted = externalStore<Settings>(FIRST_SETTINGS)

function repaint(): void {
  painted.set(pending.reduce((now, change) => change(now), truth))
}

function learn(settings: Settings): void {
  truth = settings
  repaint()
}

/** What the server put into the page. Browser only. */
export function learnFirstSettings(settings: Settings): void {
  if (settings.revision >= truth.revision) learn(settings)
}

/** What the server rendered with. */
export const FirstSettings = createContext<Settings>(FIRST_SETTINGS)

/** What this person chose, as it is shown now. */
export function useSettings(): Settings {
  const first = use(FirstSettings)
  return useSyncExternalStore(painted.subscribe, painted.get, () => first)
}

/** What is chosen now, outside React. */
export const settingsNow = painted.get

/** Chooses: shown within this frame; what can't be kept is taken back, and said. */
export function changeSettings(change: SettingsChange): void {
  pending = [...pending, change]
  repaint()
  if (!sending) void send()
}

async function send(): Promise<void> {
  sending = true
  while (pending.length > 0) {
    const sent = pending
    try {
      truth = await write(sent)
    } catch (error) {
      notify({ text: settingsRefused.notKept((error as Error).message), kind: 'problem' })
    }
    pending = pending.slice(sent.length)
    repaint()
  }
  sending = false
}

async function write(changes: readonly SettingsChange[]): Promise<Settings> {
  for (let tries = 1; ; tries++) {
    const wish = differences(
      truth,
      changes.reduce((now, change) => change(now), truth),
    )
    try {
      return await callApi('writeSettings', { body: { ...wish, revision: truth.revision } })
    } catch (error) {
      if (!(error instanceof MailError && error.code === 'conflict') || tries === TRIES) throw error
      truth = await callApi('readSettings')
    }
  }
}

function differences(before: Settings, after: Settings): SettingsWish {
  const names = Object.keys(after) as (keyof Settings)[]
  return Object.fromEntries(
    names.filter((name) => after[name] !== before[name]).map((name) => [name, after[name]]),
  )
}

/** Another tab or device chose, or may have: reads again, unless it is known already. */
export async function refreshSettings(revision = Number.POSITIVE_INFINITY): Promise<void> {
  if (sending || revision <= truth.revision) return
  try {
    const settings = await callApi('readSettings')
    if (settings.revision > truth.revision) learn(settings)
  } catch {
    // They stay as they are until the next word from the server.
  }
}
