/** The words about who a message is from. */
import type { Authentication, MessageWarning } from '#lib/api/identity.ts'

const PLACES = new Map([
  ['subject', 'the subject'],
  ['name', 'a name'],
  ['file', 'a file name'],
])

const SAID: Record<MessageWarning['kind'], (warning: MessageWarning) => string> = {
  not_authenticated: ({ shown }) =>
    `This may not be from ${shown || 'its sender'}: it failed that domain's own check. Take care with its links, and before you answer.`,
  lookalike_domain: ({ shown, real }) =>
    `${shown} is written with letters that look like others. Its real name is ${real}.`,
  address_in_name: ({ shown, real }) =>
    `Beside the sender's address stands another, ${shown}. The message is from ${real}.`,
  reply_elsewhere: ({ shown, real }) =>
    shown === '' ? `Answers go to ${real}.` : `Answers go to ${real}, not to ${shown}.`,
  hidden_direction: ({ shown }) =>
    `Hidden characters that turn text round were taken out of ${PLACES.get(shown) ?? shown}.`,
}

const METHODS = [
  ['dmarc', 'DMARC'],
  ['dkim', 'DKIM'],
  ['spf', 'SPF'],
] as const

const RESULTS: Record<NonNullable<Authentication['spf']>, string> = {
  pass: 'passed',
  fail: 'failed',
  softfail: 'failed softly',
  neutral: 'neutral',
  none: 'not used by the sender',
  policy: 'not accepted',
  temperror: 'could not be checked at that time',
  permerror: 'could not be checked',
}

/** The domain that a finding is about. */
function about(method: 'dmarc' | 'dkim' | 'spf', found: Authentication): string {
  const domain = { dmarc: found.domain, dkim: found.signedBy.join(', '), spf: found.mailFrom }[method]
  return domain ? ` (${domain})` : ''
}

export const identityWords = {
  warning: (warning: MessageWarning) => SAID[warning.kind](warning),
  warnings: 'Warnings about the sender',
  verified: (domain: string) => `Verified: your mail server confirms that this is from ${domain}`,
  checks: 'Checked',
  /** "DMARC passed (example.org)", one line a method that something was said of. */
  checked: (found: Authentication) =>
    METHODS.flatMap(([method, name]) => {
      const result = found[method]
      return result ? [`${name} ${RESULTS[result]}${about(method, found)}`] : []
    }),
  alwaysMenu: 'Always load images',
  alwaysFrom: (sender: string) => `Always from ${sender}`,
  nowTrusted: (sender: string) => `Images from ${sender} load by themselves from now on.`,
  noLongerTrusted: (sender: string) => `Images from ${sender} are asked for again.`,
  notTrusted: (reason: string) => `That was not remembered: ${reason}`,
  unverified: (sender: string) =>
    `You always load images from ${sender}, but it isn't confirmed that this message is from there.`,
  settings: 'Always load images from',
  settingsHint:
    'Only where your mail server confirms that a message is really from there. You add senders with the arrow beside “Load images”.',
  nobody: 'Nobody yet: images are loaded when you ask for them.',
  remove: 'Remove',
  removeSender: (sender: string) => `Remove ${sender}`,
  removed: (sender: string) => `Removed ${sender}.`,
} as const
