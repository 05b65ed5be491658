/** What is dragged, and what a drop would do. */
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { rowTarget, selectedTarget } from '#lib/browser/conversation-target.ts'
import { knownFolders } from '#lib/browser/folders.ts'
import type { Target } from '#lib/browser/message-actions.ts'
import { isSelected, selection } from '#lib/browser/selection.ts'
import { whyNoFolder, whyNoMail } from '#lib/mail/drop-rules.ts'
import { dragWords } from '#lib/mail/words/drag.ts'
import { folderWords } from '#lib/mail/words/folders.ts'

export type Dragged = { kind: 'messages'; target: Target } | { kind: 'folder'; folder: Folder }

/** Where it would go: a folder; null: the top level. */
export type DropPlace = Folder | null

/** `effect`: none where there is nothing under the pointer to drop it on. */
export type Verdict = { effect: 'move' | 'copy' | 'no' | 'none'; text: string }

/** Presses on these are their own. */
const OTHERS = 'button, input, label, textarea, select, [role=menu]'

/** What a press on an element takes along: a row, with all that is selected where it is; a folder, but for the inbox. */
export function draggedFrom(pressed: Element): (() => Dragged) | null {
  if (pressed.closest(OTHERS)) return null
  const row = pressed.closest('[role=grid] [role=row][id^="row-"]')?.id.slice('row-'.length)
  if (row) return () => ({ kind: 'messages', target: targetOf(row) })
  const folder = folderAt(pressed.closest('[data-folder]'))
  // RFC 9051 §5.1: INBOX stays where it is.
  return folder && folder.role !== 'inbox' ? () => ({ kind: 'folder', folder }) : null
}

function targetOf(row: string): Target {
  return (isSelected(selection.get(), row) && selectedTarget()) || rowTarget(row)
}

/** The folder of a row of the pane. */
export function folderAt(element: Element | null): Folder | undefined {
  const id = element?.getAttribute('data-folder')
  return knownFolders().find((folder) => folder.id === id)
}

/** `place` undefined: there is nothing there to drop it on. */
export function verdictOn(dragged: Dragged, place: DropPlace | undefined, copy: boolean): Verdict {
  const folders = knownFolders()
  if (dragged.kind === 'folder') {
    const { folder } = dragged
    const name = folderWords.nameOf(folder)
    if (place === undefined) return { effect: 'none', text: name }
    const text = place
      ? dragWords.moveFolder(name, folderWords.nameOf(place))
      : dragWords.moveFolderToTop(name)
    return refused(whyNoFolder(folders, folder, place)) ?? { effect: 'move', text }
  }
  const { target } = dragged
  if (!place) return { effect: 'none', text: copy ? dragWords.copying(target) : dragWords.messages(target) }
  const effect = copy ? 'copy' : 'move'
  const why = whyNoMail(folders, { from: foldersOf(target), to: place, copy })
  return refused(why) ?? { effect, text: dragWords[effect](target, folderWords.nameOf(place)) }
}

function refused(why: string | undefined): Verdict | null {
  return why === undefined ? null : { effect: 'no', text: why }
}

function foldersOf({ messages }: Target): FolderId[] {
  if ('ids' in messages) return [...new Set(messages.ids.map((id) => messageNameOf(id).folderId))]
  return messages.all.folderId === 'all' ? [] : [messages.all.folderId]
}
