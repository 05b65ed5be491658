/** APPEND, done once whatever happens to the connection: what is not known is looked up before it is repeated. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MailError } from '#lib/mail/mail-error.ts'
import { serverTrouble } from '#lib/mail/words/server-trouble.ts'
import type { Account, OpenBox } from './account.ts'
import { type Appended, appendMessage } from './append-message.ts'
import { fetchHeader } from './fetch-header.ts'
import { uidNextOf } from './next-uid.ts'
import { searchMessages } from './search-messages.ts'

/** A message to store; its line ends are CRLF. */
export type Appending = { path: string; raw: Uint8Array; flags: readonly string[]; receivedAt: Date }

/** A server may still be at work on a command whose connection broke: it gets this long before we look. */
const SETTLES_WITHIN = 1_000

/** The header of a message, with the empty line that ends it. */
export function headerOf(raw: Uint8Array): Uint8Array {
  const end = Buffer.from(raw.buffer, raw.byteOffset, raw.length).indexOf('\r\n\r\n')
  return raw.subarray(0, end < 0 ? raw.length : end + 4)
}

/**
 * Stores a message, and finds out where it is.
 * @throws MailError not_found, too_large, over_quota, forbidden, refused, unavailable
 */
export async function appendOnce(account: Account, appending: Appending): Promise<Appended> {
  const { path, raw } = appending
  const uidNext = await account.use(path, uidNextOf, { repeatable: true })
  for (let attempt = 1; ; attempt++) {
    const outcome = await appendMessage(account, path, raw, appending).catch((error: unknown) => {
      if (error instanceof MailError && error.code === 'unavailable') return error
      throw error
    })
    if (outcome && !(outcome instanceof MailError)) return outcome
    if (outcome) await sleep(SETTLES_WITHIN)
    const found = await account.use(path, (box) => findAppended(box, uidNext, headerOf(raw)), {
      repeatable: true,
    })
    if (found) return found
    if (!outcome) throw new MailError('unavailable', { detail: serverTrouble.storedSomewhere })
    if (attempt > 1) throw outcome
  }
}

/** The newest message that came since `uidNext` and has the very same header. */
async function findAppended(box: OpenBox, uidNext: number, header: Uint8Array): Promise<Appended | null> {
  await box.run('NOOP', [])
  const { uidValidity } = box
  const uids = await searchMessages(box, { kind: 'uid', set: `${uidNext}:*` })
  for (const uid of uids.filter((found) => found >= uidNext).toReversed()) {
    if (Buffer.compare(await fetchHeader(box, uid), header) === 0) return { uidValidity, uid }
  }
  return null
}
