/** Rows of lists: what never changes is kept once it was fetched, flags are the index's. */
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account, OpenBox } from './account.ts'
import { fetchRows } from './fetch-rows.ts'
import { canonicalFlags } from './flag-table.ts'
import type { FolderIndex } from './folder-index.ts'
import { lastIndexOf, notifyFolder } from './known-folders.ts'

type Kept = { summaries: Map<string, { summary: MessageSummary; bytes: number }>; bytes: number }

/** Of what the process may keep: the rest is for indexes. */
const SHARE = 0.4
const ROWS_AT_ONCE = 200

const holder = globalThis as typeof globalThis & { posternSummaries?: Kept }

function kept(): Kept {
  holder.posternSummaries ??= { summaries: new Map(), bytes: 0 }
  return holder.posternSummaries
}

/**
 * Summaries of messages of one folder, in the order asked for; those that are gone are left out.
 * One FETCH for what was never fetched, no round trip where nothing is missing.
 * @throws MailError uidvalidity_changed where the folder is no longer the index's; unavailable
 */
export async function readSummaries(
  account: Account,
  path: string,
  index: FolderIndex,
  uids: Iterable<number>,
): Promise<MessageSummary[]> {
  const folderId = folderIdOf(path)
  const keyOf = (uid: number) =>
    `${account.key}\0${messageIdOf({ folderId, uidValidity: index.uidValidity, uid })}`
  const wanted = [...uids]
  const missing = wanted.filter((uid) => !kept().summaries.has(keyOf(uid)) || index.lacksFlags(uid))
  const fetched = new Map<number, MessageSummary>()
  if (missing.length > 0) {
    const rows = await account.use(path, (box) => rowsOf(box, index, missing), { repeatable: true })
    correctFlags(account, path, index, rows)
    for (const row of rows) {
      const summary = summaryOf({ ...row, flags: [] }, folderId, index.uidValidity)
      fetched.set(row.uid, summary)
      keep(keyOf(row.uid), summary)
    }
  }
  return wanted.flatMap((uid) => {
    const summary = fetched.get(uid) ?? recall(keyOf(uid))
    const flags = index.flagsOf(uid)
    return summary && flags ? [{ ...summary, flags: [...flags] }] : []
  })
}

async function rowsOf(box: OpenBox, index: FolderIndex, uids: readonly number[]): Promise<FetchedRow[]> {
  if (box.uidValidity !== index.uidValidity) throw new MailError('uidvalidity_changed')
  const rows: FetchedRow[] = []
  for (let at = 0; at < uids.length; at += ROWS_AT_ONCE) {
    rows.push(...(await fetchRows(box, uids.slice(at, at + ROWS_AT_ONCE))))
  }
  return rows
}

// Flags were read by sets of those that the server names (build-index.ts): a row may know one that it did not.
function correctFlags(account: Account, path: string, index: FolderIndex, rows: readonly FetchedRow[]): void {
  const wrong = rows.filter(({ uid, flags }) => {
    const known = index.flagsOf(uid)
    return index.lacksFlags(uid) || (known !== null && known.join(' ') !== canonicalFlags(flags).join(' '))
  })
  const delta = index.update({ flags: wrong.map(({ uid, flags }) => [uid, flags]) })
  if (delta && lastIndexOf(account, path) === index) {
    notifyFolder(account, { kind: 'synced', path, index, renumbered: false })
  }
}

function recall(key: string): MessageSummary | undefined {
  const { summaries } = kept()
  const found = summaries.get(key)
  if (!found) return undefined
  summaries.delete(key) // the newest in the LRU again
  summaries.set(key, found)
  return found.summary
}

function keep(key: string, summary: MessageSummary): void {
  const all = kept()
  all.bytes -= all.summaries.get(key)?.bytes ?? 0
  all.summaries.delete(key)
  const bytes = bytesOf(key, summary)
  all.summaries.set(key, { summary, bytes })
  all.bytes += bytes
  const most = SHARE * config().cacheBytes
  for (const [oldest, entry] of all.summaries) {
    if (all.bytes <= most) return
    all.summaries.delete(oldest)
    all.bytes -= entry.bytes
  }
}

/** About what V8 holds for it: two bytes a character at worst, 600 for objects and headers. */
function bytesOf(key: string, { id, subject, preview, from, to }: MessageSummary): number {
  const people = [...from, ...to].reduce(
    (sum, { name, address }) => sum + 40 + name.length + address.length,
    0,
  )
  return 600 + 2 * (key.length + 2 * id.length + subject.length + preview.length + people)
}
