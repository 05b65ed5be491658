/** Which keywords folders keep, as their lists told: where a label can't be given, nobody is led to try. */
import type { Selection } from '#lib/api/changes.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { hasFlag } from '#lib/mail/apply-change.ts'
import { allows } from '#lib/mail/folder-rights.ts'
import { useExternalStore } from './external-store.ts'
import { knownFolders, useOfFolders } from './folders.ts'
import type { KeptKeywords, Page } from './list-page.ts'
import { type MailState, mailState, useMailState } from './mail-state.ts'

/** Takes in what a page says of its folder. */
export function learnKeywords({ keptKeywords }: MailState, { folderId, keywords }: Page): void {
  if (folderId === undefined || keywords === undefined) return
  const known = keptKeywords.get()
  if (String(known.get(folderId)) !== String(keywords))
    keptKeywords.set(new Map(known).set(folderId, keywords))
}

/** Whether labels can be given to messages of this folder. Where nobody knows, it is tried and the answer tells. */
export function useKeepsLabels(folderId: FolderId): boolean {
  const kept = useExternalStore(useMailState().keptKeywords).get(folderId)
  const may = useOfFolders((folders) => allows(folders.find(({ id }) => id === folderId)?.rights, 'flag'))
  return kept !== false && may !== false
}

/** The keywords that can be given to all of these messages. */
export function keptBy(messages: Selection): KeptKeywords {
  const folders =
    'all' in messages ? [messages.all.folderId] : messages.ids.map((id) => messageNameOf(id).folderId)
  return [...new Set(folders)].map(keptIn).reduce(both, true)
}

function keptIn(folderId: FolderId): KeptKeywords {
  const { rights } = knownFolders().find(({ id }) => id === folderId) ?? {}
  return allows(rights, 'flag') && (mailState().keptKeywords.get().get(folderId) ?? true)
}

function both(a: KeptKeywords, b: KeptKeywords): KeptKeywords {
  if (typeof a === 'boolean') return a && b
  if (typeof b === 'boolean') return b && a
  return a.filter((keyword) => hasFlag(b, keyword))
}
