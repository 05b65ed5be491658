/** APPEND (RFC 3501 §6.3.11). */
import type { Account } from './account.ts'
import { atom, literal } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { numberOf, responseCodeOf } from './response.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function two(number: number): string {
  return `${number}`.padStart(2, '0')
}

/** RFC 3501 §9 date-time, in UTC. */
function dateTime(date: Date): string {
  const day = `${date.getUTCDate()}`.padStart(2, ' ')
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  return `${day}-${MONTHS[date.getUTCMonth()]}-${`${date.getUTCFullYear()}`.padStart(4, '0')} ${time} +0000`
}

/** From this size on an upload may take longer than a click should wait. */
const LONG_UPLOAD = 512 * 1024

/** Where an appended message is, by APPENDUID (RFC 4315). */
export type Appended = { uidValidity: number; uid: number }

/**
 * Stores a message as it is. Not repeated when the connection is lost: it may have been stored.
 * @returns where it is, or null where the server does not say (no UIDPLUS)
 * @throws MailError not_found, over_quota, too_large, forbidden, refused, unavailable
 */
export async function appendMessage(
  account: Account,
  path: string,
  raw: Uint8Array,
  { flags = [], receivedAt }: { flags?: readonly string[]; receivedAt?: Date } = {},
): Promise<Appended | null> {
  const answer = await account.command(
    (connection) =>
      connection.run('APPEND', [
        encodeMailboxName(path),
        ...(flags.length > 0 ? [flags.map((flag) => atom(flag))] : []),
        ...(receivedAt ? [dateTime(receivedAt)] : []),
        literal(raw),
      ]),
    { role: raw.length > LONG_UPLOAD ? 'bulk' : 'work' },
  )
  const said = responseCodeOf(answer)
  const uidValidity = numberOf(said?.args[0])
  const uid = numberOf(said?.args[1])
  return said?.code === 'APPENDUID' && uidValidity && uid ? { uidValidity, uid } : null
}
