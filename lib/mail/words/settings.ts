/** The words of the settings page. */
import { plural } from './plural.ts'

export const settingsWords = {
  title: 'Settings',
  pageTitle: 'Settings – Postern',
  back: 'Back to mail',
  account: 'Account',
  username: 'Signed in as',
  server: 'Mail server',
  places: 'Where you are signed in',
  placesHint: 'Sign out a device that you no longer use, or do not know.',
  thisDevice: 'This device',
  lastUsed: (when: string) => `Last used: ${when}`,
  signOut: 'Sign out',
  signOutOf: (what: string) => `Sign out ${what}`,
  signOutOthers: 'Sign out everywhere else',
  signedOutOthers: (count: number) =>
    plural(count, { one: 'Signed out 1 other device.', other: 'Signed out # other devices.' }),
  signedOutOne: (what: string) => `Signed out ${what}.`,
  onlyHere: 'You are signed in on this device only.',
  failed: (reason: string) => `That did not work: ${reason}`,
  unknownProgram: 'Unknown program',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
} as const
