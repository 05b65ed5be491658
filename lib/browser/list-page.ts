/** A list as it comes: pages of a folder's view, or of a search that tells what it has found so far. */
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import type { MessageSummary, ThreadMember } from '#lib/api/messages.ts'
import { type ConversationRows, type Members, NO_MEMBERS } from '#lib/mail/conversation-rows.ts'

/** Keywords that messages of a folder can have: any, none, or only these. */
export type KeptKeywords = boolean | readonly string[]

/** How far a search over all folders has come. */
export type SearchProgress = {
  state: 'running' | 'stopped' | 'done'
  /** Folders that were not searched yet; of a search that has found nothing so far perhaps none, since nobody knows them. */
  pending: readonly FolderId[]
  /** Folders that could not be searched. */
  failed: readonly FolderId[]
  /** Messages found. */
  found: number
  /** So many rows of the list are its first ones: between the others there may be more, while it runs. */
  certain: number
}

/** Of one that has just begun. */
export const SEARCHING: SearchProgress = { state: 'running', pending: [], failed: [], found: 0, certain: 0 }

/** How far a view was seen: the UIDNEXT of its folder; of a search over all folders, by folder. */
export type Until = number | Readonly<Record<FolderId, number>> | undefined

/** A page as the server gives it. A search over all folders has an `until`, and says how far it has come. */
export type Page = {
  total: number
  offset: number
  messages: MessageSummary[]
  uidNext?: number
  until?: Readonly<Record<FolderId, number>>
  /** The folder that this is a page of, and the keywords that its messages can have. */
  folderId?: FolderId
  keywords?: KeptKeywords
  /** The folder's state of which this page tells. */
  state?: string
  search?: SearchProgress
}

/** What the list is now. Replaced whenever something changes. */
export type ListSnapshot = {
  /** By place; a hole is a row that was not loaded. Null: nothing is known yet. */
  ids: readonly (MessageId | undefined)[] | null
  /** The messages of rows that are conversations. */
  members: Members
  /** How far its folders were seen when this was read: mail from there on was not. */
  until: Until
  /** Of a search over all folders: how far it has come. */
  search: SearchProgress | null
  error: Error | null
}

/** Which page: by its first place, or the one around a message. */
export type PageAsk = { limit: number } & ({ offset: number } | { around: MessageId })

/** Hears of a page before it is complete. */
export type SoFar = (page: Page) => void

/** What a list needs of the world. */
export type ListWorld = {
  /**
   * `keep`: rows that stay in the view although they no longer fit. With `sofar` the list is read anew; a search tells it
   * what it has found, as it finds it.
   */
  load: (ask: PageAsk, signal: AbortSignal, keep: readonly MessageId[], sofar?: SoFar) => Promise<Page>
  /** Whether a message would be let through by the view's filter now. */
  fits: (id: MessageId) => boolean
  /** Whether a message's row could be shown without asking. */
  knows: (id: MessageId) => boolean
  /** Hands on the summaries of a page. */
  learn: (summaries: readonly MessageSummary[]) => void
  /** It is a search over all folders. */
  searches?: boolean
}

type Rows = readonly (MessageId | undefined)[]

/** Whether any of `count` places from `start` on has no row; of a list that nobody knows yet the first ones. */
export function hasHole(rows: Rows | null, start: number, count: number): boolean {
  if (!rows) return start === 0
  for (let at = start; at < Math.min(start + count, rows.length); at++)
    if (rows[at] === undefined) return true
  return false
}

/** The rows with those of a page in their places, and what was a conversation's as the page tells it. */
export function withPage(rows: ConversationRows, { total, offset, messages }: Page): ConversationRows {
  const ids = rows.ids.slice()
  ids.length = total
  const members = new Map(rows.members)
  for (const [at, { id, threadMembers }] of messages.entries()) {
    ids[offset + at] = id
    if (threadMembers) members.set(id, membersIn(threadMembers))
    else members.delete(id)
  }
  // Rows that gave way to others.
  const here = members.size > messages.length ? new Set(ids) : null
  for (const row of members.keys()) if (here?.has(row) === false) members.delete(row)
  return { ids, members: members.size > 0 ? members : NO_MEMBERS }
}

/** Every message that a page tells of. */
export function toldOf({ messages }: Page): MessageId[] {
  return messages.flatMap(({ id, threadMembers }) => (threadMembers ? membersIn(threadMembers) : [id]))
}

function membersIn(members: readonly ThreadMember[]): MessageId[] {
  return members.map(({ id }) => id)
}

/** What is left of a search that runs when it is stopped; null where none runs. Rows that are not certain are asked for again. */
export function stoppedSearch({ ids, search }: ListSnapshot): Partial<ListSnapshot> | null {
  if (search?.state !== 'running') return null
  const certain = ids?.slice(0, search.certain) ?? []
  return {
    ...withPage({ ids: certain, members: NO_MEMBERS }, { total: search.found, offset: 0, messages: [] }),
    search: { ...search, state: 'stopped' },
  }
}

/** A page without messages that went since it was read. */
export function withoutMessages(page: Page, gone: ReadonlySet<MessageId>): Page {
  const messages = page.messages.filter(({ id }) => !gone.has(id))
  return { ...page, messages, total: page.total - (page.messages.length - messages.length) }
}
