/** Recent changes as a person sees them: what one press began is one action, said in a sentence. */
import type { Folder } from '#lib/api/folders.ts'
import { type FolderId, folderPathOf } from '#lib/api/ids.ts'
import type { Deed, FolderUndo, RecentChange } from '#lib/api/recent-changes.ts'
import { hasFlag, sameFlag } from './apply-change.ts'
import { allLabels, type LabelSettings } from './labels.ts'
import { changeWords } from './words/changes.ts'
import { folderActs } from './words/folder-acts.ts'
import { folderWords } from './words/folders.ts'
import { labelWords } from './words/labels.ts'
import { recentWords } from './words/recent.ts'

/** `changes`: the newest first. `open`: it can be undone; `closed`: no longer. */
export type RecentAction = {
  id: string
  changes: readonly RecentChange[]
  count: number
  total: number
  folders: readonly FolderId[]
  state: 'open' | 'undone' | 'final' | 'closed'
}

/** Changes (the newest first) as actions, each where its newest change stands. */
export function recentActions(
  changes: readonly RecentChange[],
  folders: readonly Folder[],
): (RecentAction & { newest: RecentChange })[] {
  return [...Map.groupBy(changes, ({ batch, id }) => batch ?? id).values()].flatMap((together) => {
    const [newest] = together
    if (!newest) return []
    return {
      id: newest.id,
      newest,
      changes: together,
      count: together.reduce((sum, { count }) => sum + count, 0),
      total: together.reduce((sum, { total }) => sum + total, 0),
      folders: [...new Set(together.flatMap((one) => one.folders))],
      state: stateOf(together, folders),
    }
  })
}

function stateOf(changes: readonly RecentChange[], folders: readonly Folder[]): RecentAction['state'] {
  if (changes.some(({ undo }) => undo && (undo.kind === 'undo' || isOpen(undo, folders)))) return 'open'
  if (changes.every(({ undoneAt }) => undoneAt !== null)) return 'undone'
  return changes.some(({ final }) => final) ? 'final' : 'closed'
}

/** Whether a folder is there and not yet as it was. */
function isOpen({ id, patch }: FolderUndo, folders: readonly Folder[]): boolean {
  const folder = folders.find((one) => one.id === id)
  if (!folder) return false
  const { name = folder.name, parentId = folder.parentId, subscribed = folder.subscribed } = patch
  return name !== folder.name || parentId !== folder.parentId || subscribed !== folder.subscribed
}

/** `Archived 12 messages`: what an action did. */
export function sentenceOf(
  { newest, count, total }: RecentAction & { newest: RecentChange },
  folders: readonly Folder[],
  settings: LabelSettings,
): string {
  const said = deedWords(newest, count, folders, settings)
  return count > 0 && count < total ? recentWords.partly(said, total) : said
}

function deedWords(
  { deed, final, folders: where }: RecentChange,
  count: number,
  folders: readonly Folder[],
  settings: LabelSettings,
): string {
  switch (deed.kind) {
    case 'flag':
      return flagWords(deed, count, settings)
    case 'move':
      return moveWords(deed.to, count, folders)
    case 'copy':
      return changeWords.copied(count, folderNameOf(deed.to, folders))
    case 'delete':
      return final ? changeWords.deletedForGood(count) : changeWords.deleted(count)
    case 'expunge':
      return changeWords.deletedForGood(count)
    case 'emptyFolder':
      return recentWords.emptied(count, folderNameOf(where[0] ?? '', folders))
    case 'renameFolder':
      return recentWords.renamed(deed.before, deed.name)
    case 'moveFolder':
      return recentWords.movedFolder(deed.name, deed.to ? folderNameOf(deed.to, folders) : recentWords.top)
    case 'subscribeFolder':
      return folderActs.subscribed(deed.name)
    case 'unsubscribeFolder':
      return folderActs.unsubscribed(deed.name)
    case 'deleteFolder':
      return recentWords.deletedFolder(deed.name)
  }
}

function moveWords(to: FolderId, count: number, folders: readonly Folder[]): string {
  const role = folders.find(({ id }) => id === to)?.role
  if (role === 'archive') return changeWords.archived(count)
  if (role === 'junk') return changeWords.junked(count)
  if (role === 'inbox') return changeWords.notJunked(count)
  return changeWords.moved(count, folderNameOf(to, folders))
}

function flagWords(
  { add, remove }: Extract<Deed, { kind: 'flag' }>,
  count: number,
  settings: LabelSettings,
): string {
  const [one = '', ...others] = [...add, ...remove]
  const on = add.length > 0
  if (others.length > 0 || !one) return recentWords.flagged(count)
  if (hasFlag(['\\Seen'], one)) return on ? changeWords.markedRead(count) : changeWords.markedUnread(count)
  if (hasFlag(['\\Flagged'], one)) return on ? changeWords.starred(count) : changeWords.unstarred(count)
  if (one.startsWith('\\')) return recentWords.flagged(count)
  const name = allLabels(settings).find(({ keyword }) => sameFlag(keyword, one))?.name ?? one
  return on ? labelWords.labelled(count, name) : labelWords.unlabelled(count, name)
}

/** A folder's name; of one that isn't there any more the last step of its path. */
export function folderNameOf(id: FolderId, folders: readonly Folder[]): string {
  const folder = folders.find((one) => one.id === id)
  if (folder) return folderWords.nameOf(folder)
  const path = folderPathOf(id) ?? ''
  return path.split(folders[0]?.delimiter || '/').at(-1) ?? path
}
