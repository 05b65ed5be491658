'use client'
import {
  Bell,
  BellOff,
  CheckCheck,
  Ellipsis,
  Eraser,
  FolderInput,
  FolderPlus,
  Pencil,
  Pin,
  PinOff,
  Tag,
  Trash2,
} from 'lucide-react'
import type { Ref } from 'react'
import { Menu, type MenuHandle, type MenuItem } from '#components/ui/menu.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { changeFolder, markFoldersRead } from '#lib/browser/change-folders.ts'
import { knownFolders } from '#lib/browser/folders.ts'
import { notify } from '#lib/browser/notices.ts'
import { changeSettings, settingsNow } from '#lib/browser/settings.ts'
import { offerUndoBy } from '#lib/browser/undoable.ts'
import { mayHaveRole } from '#lib/mail/assign-role.ts'
import { allows, type FolderAct } from '#lib/mail/folder-rights.ts'
import { withDescendants } from '#lib/mail/folder-tree.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { listWords } from '#lib/mail/words/list.ts'

/** What is asked about a folder before it is done. */
export type FolderQuestion = {
  kind: 'create' | 'rename' | 'move' | 'role' | 'delete' | 'empty'
  folder: Folder | null
}

type FolderMenuProps = {
  folder: Folder
  /** The DOM id of its name: which folder the button is about. */
  nameId: string
  onAsk: Ask
  handle: Ref<MenuHandle>
}

/** The "…" of a folder: seen on hover and focus, and always where there is no hover. */
export function FolderMenu({ folder, nameId, onAsk, handle }: FolderMenuProps) {
  return (
    <Menu
      label={folderWords.actions}
      describedBy={nameId}
      icon={Ellipsis}
      items={() => folderItems(folder, knownFolders(), onAsk)}
      align="start"
      handle={handle}
      className={
        '!size-7 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 ' +
        'pointer-coarse:!size-11 pointer-coarse:opacity-100'
      }
    />
  )
}

type Ask = (question: FolderQuestion) => void
type Folders = readonly Folder[]

/** What can be done with a folder. */
export function folderItems(folder: Folder, folders: Folders, onAsk: Ask): MenuItem[] {
  const { menu } = folderActs
  const ask = (kind: FolderQuestion['kind']) => () => onAsk({ kind, folder })
  const fixed = folder.role === 'inbox' // RFC 9051 §5.1: INBOX stays where and what it is
  const why = (act: FolderAct) => (allows(folder.rights, act) ? undefined : listWords.forbidden[act])
  const items: MenuItem[] = [
    ...reading(folder, folders),
    { label: menu.newInside, icon: FolderPlus, forbidden: why('create'), onSelect: ask('create') },
  ]
  if (!fixed) {
    items.push({ label: menu.rename, icon: Pencil, forbidden: why('remove'), onSelect: ask('rename') })
    items.push({ label: menu.move, icon: FolderInput, forbidden: why('remove'), onSelect: ask('move') })
  }
  if (!folder.role && folder.selectable) items.push(pin(folder), subscription(folder))
  if (mayHaveRole(folder, folders)) items.push({ label: menu.use, icon: Tag, onSelect: ask('role') })
  items.push('line')
  if (folder.selectable) {
    items.push({
      label: menu.empty,
      icon: Eraser,
      kind: 'danger',
      disabled: !folder.total,
      forbidden: why('take'),
      onSelect: ask('empty'),
    })
  }
  if (!fixed) {
    items.push({
      label: menu.delete,
      icon: Trash2,
      kind: 'danger',
      forbidden: why('remove'),
      onSelect: ask('delete'),
    })
  }
  return items
}

/** All read: here, or in what lies below as well. */
function reading(folder: Folder, folders: Folders): MenuItem[] {
  const { menu, markedRead, markedReadBelow } = folderActs
  const { nameOf } = folderWords
  const below = withDescendants(folders, folder.id).filter(
    ({ id, selectable }) => selectable && id !== folder.id,
  )
  const here: MenuItem = {
    label: menu.markAllRead,
    icon: CheckCheck,
    disabled: !folder.unread || !allows(folder.rights, 'seen'),
    onSelect: () => markFoldersRead([folder], markedRead(nameOf(folder))),
  }
  if (below.length === 0) return folder.selectable ? [here] : []
  const unread = [folder, ...below].filter((one) => one.unread && allows(one.rights, 'seen'))
  const all: MenuItem = {
    label: menu.markAllReadBelow,
    icon: CheckCheck,
    disabled: unread.length === 0,
    onSelect: () => markFoldersRead(unread, markedReadBelow(nameOf(folder))),
  }
  return folder.selectable ? [here, all] : [all]
}

function pin({ id }: Folder): MenuItem {
  const { menu } = folderActs
  const pinned = settingsNow().pins.includes(id)
  return {
    label: pinned ? menu.unpin : menu.pin,
    icon: pinned ? PinOff : Pin,
    onSelect: () =>
      changeSettings((now) => {
        const others = now.pins.filter((one) => one !== id)
        return { ...now, pins: pinned ? others : [...others, id] }
      }),
  }
}

function subscription(folder: Folder): MenuItem {
  const wish = !folder.subscribed
  return {
    label: wish ? folderActs.menu.subscribe : folderActs.menu.unsubscribe,
    icon: wish ? Bell : BellOff,
    onSelect: () => void subscribe(folder, wish),
  }
}

async function subscribe(folder: Folder, wish: boolean): Promise<void> {
  try {
    const changed = await changeFolder(folder, { subscribed: wish })
    notify({
      text: wish ? folderActs.subscribed(folder.name) : folderActs.unsubscribed(folder.name),
      undo: offerUndoBy(() => void subscribe(changed, !wish)),
    })
  } catch (error) {
    notify({ text: (error as Error).message, kind: 'problem' })
  }
}
