/** A draft as it came in → a letter: who writes to whom, what it answers, what goes with it. */
import { randomUUID } from 'node:crypto'
import type { Draft } from '#lib/api/compose.ts'
import type { Address, Message } from '#lib/api/messages.ts'
import { domainOf } from '#lib/mail/domain.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { sendableAddress } from '#lib/mail/sendable-address.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { settingsOf } from '#lib/server/session/user-settings.ts'
import { attachedFiles } from './attached-files.ts'
import type { Letter } from './build-message.ts'
import { type CleanedHtml, cleanedForOthers } from './html-pictures.ts'
import type { MailReader } from './mail-reader.ts'

/** What a letter goes on from: the header of the draft that was stored before. Message ids are without brackets. */
export type Before = { messageId: string | null; inReplyTo: string | null; references: string[] }

/** Conversations are longer than any header should be: the first id names one, the last ones its place in it. */
const MOST_REFERENCES = 50

/** Whom mail can be sent to as they stand there. */
export function reachable(people: readonly Address[]): Address[] {
  return people.filter(({ address }) => sendableAddress(address) !== null)
}

/** The others: a draft keeps them as they are. */
export function unfinished(people: readonly Address[]): Address[] {
  return people.filter(({ address }) => sendableAddress(address) === null)
}

/** As whom this account writes where nothing else is said: its first identity, else the address it signs in with. */
function usualSender(account: Account): Address | null {
  const [identity] = settingsOf(account).identities
  if (identity) return { name: identity.name, address: identity.address }
  const { username, server } = account
  const guesses = [username, ...server.domains.map((domain) => `${username}@${domain}`)]
  const address = guesses.find((guess) => sendableAddress(guess) !== null)
  return address === undefined ? null : { name: '', address }
}

/** A new one; the first version of a draft is called after its writer, so that it is found again. */
function messageIdFor({ writer }: Draft, before: Before | null, from: Address | null): string {
  const domain = (from && domainOf(from.address)) ?? 'postern.invalid'
  return `${(before ? null : writer) ?? randomUUID()}@${domain}`
}

/**
 * Reads everything the letter needs but the bytes of its files.
 * @param before the stored draft that it goes on from
 * @throws MailError not_found, uidvalidity_changed (something attached), unavailable
 */
export async function writeLetter(
  account: Account,
  mail: MailReader,
  draft: Draft,
  before: Before | null,
): Promise<Letter> {
  const from = draft.from ?? usualSender(account)
  const cleaned: CleanedHtml | null = draft.html === null ? null : cleanedForOthers(draft.html)
  const files = await attachedFiles(account, mail, [...draft.attachments, ...(cleaned?.parts ?? [])])
  return {
    from: from && sendableAddress(from.address) !== null ? from : null,
    to: reachable(draft.to),
    cc: reachable(draft.cc),
    bcc: reachable(draft.bcc),
    replyTo: reachable(draft.replyTo ?? []),
    subject: draft.subject,
    text: draft.text,
    html: cleaned?.html ?? null,
    files: [...files, ...(cleaned?.pasted ?? [])],
    messageId: before?.messageId ?? messageIdFor(draft, before, from),
    ...(await threadOf(account, mail, draft, before)),
    date: new Date(),
  }
}

type Thread = Pick<Letter, 'inReplyTo' | 'references'>

/** RFC 5322 §3.6.4. A forwarded message is referred to and not answered. */
async function threadOf(
  account: Account,
  mail: MailReader,
  { inReplyTo, forwardOf }: Draft,
  before: Before | null,
): Promise<Thread> {
  const kept = { inReplyTo: before?.inReplyTo ?? null, references: before?.references ?? [] }
  const id = inReplyTo ?? forwardOf
  if (id === undefined || kept.references.length > 0) return kept
  const original = await mail.message(account, id).catch(goneIsNoMatter)
  if (!original?.rfcMessageId) return kept
  const references = chainOf(original, original.rfcMessageId)
  return { inReplyTo: inReplyTo === undefined ? null : original.rfcMessageId, references }
}

function chainOf({ references, inReplyTo }: Message, messageId: string): string[] {
  const chain = references.length > 0 ? references : inReplyTo === null ? [] : [inReplyTo]
  const whole = [...chain.filter((id) => id !== messageId), messageId].filter(isMessageId)
  return whole.length <= MOST_REFERENCES ? whole : [...whole.slice(0, 1), ...whole.slice(1 - MOST_REFERENCES)]
}

/** A stranger's id that can stand in our header. */
function isMessageId(id: string): boolean {
  return /^[!-;=?-~]{1,500}$/.test(id)
}

/** Another client may have moved it meanwhile: what was written is worth more than where it belongs. */
function goneIsNoMatter(error: unknown): null {
  const gone =
    error instanceof MailError && (error.code === 'not_found' || error.code === 'uidvalidity_changed')
  if (gone) return null
  throw error
}
