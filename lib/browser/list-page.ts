/** Pages of a list, and what is known of it. */
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'

/** Keywords that messages of a folder can have: any, none, or only these. */
export type KeptKeywords = boolean | readonly string[]

/** How far a view was seen: the UIDNEXT of its folder; of a search over all folders, by folder. */
export type Until = number | Readonly<Record<FolderId, number>> | undefined

/** A page as the server gives it. A search over all folders has an `until`, and folders that it has still to look into. */
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
  pending?: readonly string[]
}

/** Which page: by its first place, or the one around a message. */
export type PageAsk = { limit: number } & ({ offset: number } | { around: MessageId })

/** What a list needs of the world. */
export type ListWorld = {
  /** `keep`: rows that stay in the view although they no longer fit. */
  load: (ask: PageAsk, signal: AbortSignal, keep: readonly MessageId[]) => Promise<Page>
  /** Whether a message would be let through by the view's filter now. */
  fits: (id: MessageId) => boolean
  /** Hands on the summaries of a page. */
  learn: (summaries: readonly MessageSummary[]) => void
}

/** What the list is now. Replaced whenever something changes. */
export type ListSnapshot = {
  /** By place; a hole is a row that was not loaded. Null: nothing is known yet. */
  ids: readonly (MessageId | undefined)[] | null
  /** How far its folders were seen when this was read: mail from there on was not. */
  until: Until
  /** Folders that are still searched: there may be more rows. */
  pending: number
  error: Error | null
}
