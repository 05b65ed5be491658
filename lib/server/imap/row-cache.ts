/** What was fetched of messages and never changes, kept by the process: what was not used for longest goes first. */
import { type FolderId, messageIdOf } from '#lib/api/ids.ts'
import type { Address, MessageSummary } from '#lib/api/messages.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from './account.ts'

/** What the row of a conversation tells of one of its messages. */
export type MemberFacts = {
  /** The first author. */
  from: Address | null
  /** The Date header, else INTERNALDATE, in ms. */
  at: number
  hasAttachments: boolean
}

/** What is known of a message: a row of a list knows what a member's does. Summaries are kept without flags. */
export type KeptRow = { summary: MessageSummary } | { member: MemberFacts }

type Kept = { rows: Map<string, { row: KeptRow; bytes: number }>; bytes: number }

/** Of what the process may keep: the rest is for indexes. */
const SHARE = 0.4

const holder = globalThis as typeof globalThis & { posternRows?: Kept }

function kept(): Kept {
  holder.posternRows ??= { rows: new Map(), bytes: 0 }
  return holder.posternRows
}

/** Under which name a message's row is kept. */
export function rowKey(account: Account, folderId: FolderId, uidValidity: number, uid: number): string {
  return `${account.key}\0${messageIdOf({ folderId, uidValidity, uid })}`
}

/** What is kept of a message. */
export function recallRow(key: string): KeptRow | undefined {
  const { rows } = kept()
  const found = rows.get(key)
  if (!found) return undefined
  rows.delete(key) // the newest again
  rows.set(key, found)
  return found.row
}

/** Keeps it in the place of what was kept. */
export function keepRow(key: string, row: KeptRow): void {
  const all = kept()
  all.bytes -= all.rows.get(key)?.bytes ?? 0
  all.rows.delete(key)
  const bytes = bytesOf(key, row)
  all.rows.set(key, { row, bytes })
  all.bytes += bytes
  const most = SHARE * config().cacheBytes
  for (const [oldest, entry] of all.rows) {
    if (all.bytes <= most) return
    all.rows.delete(oldest)
    all.bytes -= entry.bytes
  }
}

/** About what V8 holds for it: two bytes a character at worst, 600 or 250 for objects and headers. */
function bytesOf(key: string, row: KeptRow): number {
  if ('member' in row) return 250 + 2 * (key.length + lengthOf(row.member.from ? [row.member.from] : []))
  const { id, subject, preview, from, to } = row.summary
  return 600 + 2 * (key.length + 2 * id.length + subject.length + preview.length + lengthOf([...from, ...to]))
}

function lengthOf(people: readonly Address[]): number {
  return people.reduce((sum, { name, address }) => sum + 40 + name.length + address.length, 0)
}
