/** `GET /api/recipients`: whom a message may be for, from the newest mail in Sent and the inbox. */
import type { Recipients, RecipientsQuery } from '#lib/api/compose.ts'
import type { Address } from '#lib/api/messages.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { matchPeople } from '#lib/mail/match-people.ts'
import { type Encounter, rankPeople } from '#lib/mail/rank-people.ts'
import { sendableAddress } from '#lib/mail/sendable-address.ts'
import { addressesOf } from '#lib/mail/summary.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { bindAccount } from '#lib/server/imap/bound-account.ts'
import { fetchByUid } from '#lib/server/imap/fetch-by-uid.ts'
import { atom } from '#lib/server/imap/imap-client.ts'
import { parseInternalDate } from '#lib/server/imap/internal-date.ts'
import { JoinedWork } from '#lib/server/imap/joined-work.ts'
import { listFolderNames } from '#lib/server/imap/list-folders.ts'
import { bytesOf, textOf } from '#lib/server/imap/response.ts'
import { searchUids } from '#lib/server/imap/search-messages.ts'
import { ownAddressesOf } from '#lib/server/session/user-settings.ts'
import { Kept } from '#lib/server/store/kept.ts'

/** Of each folder, so many of its newest messages are looked at. */
const NEWEST = 2_000
/** Who is written to meanwhile is known to the browser anyway. */
const KEPT_FOR = 10 * 60_000
/** What an entry weighs: characters. */
const MOST = { perOwner: 2_000_000, inAll: 40_000_000 }

declare global {
  var posternRecipients: Kept<JoinedWork<Address[]>> | undefined
}

/** @throws MailError unavailable */
export async function listRecipients({
  account,
  query: { q, limit },
}: {
  account: Account
  query: RecipientsQuery
}): Promise<Recipients> {
  const people = await peopleOf(account)
  const found = q.trim() === '' ? people : matchPeople(q, people, new Set()).map(({ person }) => person)
  return { recipients: found.slice(0, limit) }
}

/** Read once for everybody who asks meanwhile: it goes on as long as one of them waits. */
function peopleOf(account: Account): Promise<Address[]> {
  globalThis.posternRecipients ??= new Kept({ milliseconds: KEPT_FOR, ...MOST })
  const kept = globalThis.posternRecipients
  const known = kept.get(account.key, 'people')
  if (known && !known.stopped) return known.join(account.signal)
  const reading = new JoinedWork((signal) =>
    readPeople(bindAccount(account.shared, { signal, background: false })),
  )
  kept.put(account.key, 'people', reading, 0)
  const isKept = () => kept.get(account.key, 'people') === reading
  const joined = reading.join(account.signal)
  void reading.over.then(async () => {
    const people = await reading.join().catch(() => null)
    if (!isKept()) return
    if (people) kept.put(account.key, 'people', reading, JSON.stringify(people).length)
    else kept.take(account.key, 'people')
  })
  return joined
}

async function readPeople(account: Account): Promise<Address[]> {
  // Looked up, not made: reading changes nothing on the mail server.
  const sent = (await listFolderNames(account)).find(({ role }) => role === 'sent')
  const encounters = [
    ...(sent ? await encountersIn(account, sent.path, true) : []),
    ...(await encountersIn(account, 'INBOX', false)),
  ]
  return rankPeople(encounters, Date.now(), ownAddressesOf(account)).filter(
    ({ address }) => sendableAddress(address) !== null,
  )
}

/** On the connection that nobody waits for. */
async function encountersIn(account: Account, path: string, sent: boolean): Promise<Encounter[]> {
  const names = sent ? (['to', 'cc', 'bcc'] as const) : (['from'] as const)
  const header = atom('BODY.PEEK', [atom('HEADER.FIELDS'), names.map((name) => atom(name.toUpperCase()))])
  const read = (items: Parameters<Parameters<typeof fetchByUid<Encounter>>[3]>[0]): Encounter | null => {
    const fields = bytesOf(items.get('BODY[HEADER.FIELDS]'))
    if (!fields) return null
    const parsed = parseHeader(fields)
    const at = parseInternalDate(textOf(items.get('INTERNALDATE')) ?? '').getTime()
    return { people: names.flatMap((name) => addressesOf(parsed, name)), sent, at }
  }
  const found = await account.use(
    path,
    async (box) => {
      if (box.exists === 0) return new Map<number, Encounter>()
      const uids = (await searchUids(box, [atom('ALL')])).slice(-NEWEST)
      return await fetchByUid(box, uids, [atom('INTERNALDATE'), header], read, 500)
    },
    { role: 'bulk', repeatable: true, readOnly: true },
  )
  return [...found.values()]
}
