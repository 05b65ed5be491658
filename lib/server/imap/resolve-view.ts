/** From what a person looks at (filter, search, order) to the UIDs it stands for. */
import type { View } from '#lib/api/changes.ts'
import { folderIdOf, messageNameOf } from '#lib/api/ids.ts'
import type { Filter, Sort } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, LendBox } from './account.ts'
import { assertNumbered } from './assert-numbered.ts'
import { type ConversationView, NO_CONVERSATIONS } from './conversation-view.ts'
import type { FolderIndex } from './folder-index.ts'
import { folderPath } from './folder-path.ts'
import type { Selected } from './folder-views.ts'
import { hearNews } from './hear-news.ts'
import { countFolder } from './known-folders.ts'
import { listFolderNames } from './list-folders.ts'
import { queryOf } from './query-of.ts'
import { openFolder, openForList } from './sync-folder.ts'

/** A view as `GET …/messages` names it. */
export type ViewQuery = { filter?: readonly Filter[]; q?: string; keep?: string | undefined }

/** `state` and `uidNext` are of before the view was made: what came later is found by asking for changes. */
export type OrderedView = { index: FolderIndex; state: string; uidNext: number; uids: Uint32Array }

/**
 * The UIDs of a view in its order, and the index they are of.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function orderedView(
  account: Account,
  path: string,
  { sort, ...query }: ViewQuery & { sort: Sort },
): Promise<OrderedView> {
  const open = query.filter?.length ? openFolder : openForList
  const { folder, index, views } = await open(account, path)
  const { state, uidNext } = index
  const selected = await selectedOf(account, path, query, keptOf(query, index))
  if (!selected) return { index, state, uidNext, uids: new Uint32Array() }
  const uids = await views.ordered(index, sort, selected, lendOf(account, folder.path, index))
  countFolder(account, folder)
  return { index, state, uidNext, uids }
}

/** As `OrderedView`, of conversations. */
export type ThreadedView = { index: FolderIndex; state: string; uidNext: number; view: ConversationView }

/**
 * The conversations of a view in its order. The first time in a folder this reads what ties its messages together.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function threadedView(
  account: Account,
  path: string,
  { sort, ...query }: ViewQuery & { sort: Sort },
): Promise<ThreadedView> {
  const { folder, index, views } = await openFolder(account, path)
  const { state, uidNext } = index
  const selected = await selectedOf(account, path, query, keptOf(query, index))
  if (!selected) return { index, state, uidNext, view: NO_CONVERSATIONS }
  const view = await views.conversations(index, sort, selected, lendOf(account, folder.path, index))
  countFolder(account, folder)
  return { index, state, uidNext, view }
}

/** `<uidValidity>:<uid>,…` → the UIDs, where they are of this folder as it is. */
function keptOf({ keep = '' }: ViewQuery, { uidValidity }: FolderIndex): number[] {
  const [validity, uids = ''] = keep.split(':')
  return Number(validity) === uidValidity ? uids.split(',').map(Number) : []
}

/**
 * UIDs, ascending, of a view of one folder that a change names: those below `until`, without `except`.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function resolveView(account: Account, view: View): Promise<number[]> {
  const path = folderPath(view.folderId)
  const { folder, index, views } = await openFolder(account, path)
  assertNumbered(view, view.folderId, index.uidValidity)
  const uidOf = (id: string) => {
    const name = messageNameOf(id)
    if (name.folderId !== view.folderId) throw new MailError('not_found')
    return name.uid
  }
  const excepted = view.except?.map(uidOf) ?? []
  const selected = await selectedOf(account, path, view, view.keep?.map(uidOf) ?? [])
  if (!selected) return []
  const until = typeof view.until === 'number' ? view.until : index.uidNext
  const lend = lendOf(account, folder.path, index)
  const members = await views.members(index, selected, lend)
  const conversations = view.threads ? await views.threads.conversations(index, lend) : null
  countFolder(account, folder)
  const whole = (uids: Iterable<number>) => conversations?.wholeOf(uids) ?? uids
  const except = new Set(whole(excepted))
  // A conversation that only what came since brings into the view was not in it when it was seen.
  const seen = members.filter((uid) => uid < until)
  return Array.from(whole(seen)).filter((uid) => uid < until && !except.has(uid))
}

/** Null where the search names another folder: nothing here fits. */
async function selectedOf(
  account: Account,
  path: string,
  { filter = [], q = '' }: Omit<ViewQuery, 'keep'>,
  keep: readonly number[],
): Promise<Selected | null> {
  const { term, inFolder } = queryOf(account, q)
  if (inFolder !== null && !(await isCalled(account, path, inFolder))) return null
  return { filter, term, keep }
}

/** `in:` names a folder by role, name or path, in any case. */
async function isCalled(account: Account, path: string, word: string): Promise<boolean> {
  const wanted = word.toLowerCase()
  if (path.toLowerCase() === wanted) return true
  const folder = (await listFolderNames(account)).find((one) => folderIdOf(one.path) === folderIdOf(path))
  return folder !== undefined && [folder.role, folder.name].some((name) => name?.toLowerCase() === wanted)
}

/** Lends the folder for as long as it is the one of `index`. */
export function lendOf(account: Account, path: string, index: FolderIndex): LendBox {
  return (work, { apart } = { apart: false }) =>
    account.use(
      path,
      async (box) => {
        if (apart) await hearNews(box)
        if (box.uidValidity !== index.uidValidity) throw new MailError('uidvalidity_changed')
        return await work(box)
      },
      apart ? { role: 'search', readOnly: true, repeatable: true } : { repeatable: true },
    )
}
