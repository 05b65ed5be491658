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
  Trash2,
} from 'lucide-react'
import type { Ref } from 'react'
import { Menu, type MenuHandle, type MenuItem } from '#components/ui/menu.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { changeFolder, markFolderRead } from '#lib/browser/change-folders.ts'
import { notify } from '#lib/browser/notices.ts'
import { folderWords } from '#lib/mail/words/folders.ts'

/** What is asked about a folder before it is done. */
export type FolderQuestion = {
  kind: 'create' | 'rename' | 'move' | 'delete' | 'empty'
  folder: Folder | null
}

type FolderMenuProps = {
  folder: Folder
  /** The DOM id of its name: which folder the button is about. */
  nameId: string
  onAsk: (question: FolderQuestion) => void
  handle: Ref<MenuHandle>
}

/** The "…" of a folder: seen on hover and focus, and always where there is no hover. */
export function FolderMenu({ folder, nameId, onAsk, handle }: FolderMenuProps) {
  return (
    <Menu
      label={folderWords.actions}
      describedBy={nameId}
      icon={Ellipsis}
      items={itemsOf(folder, onAsk)}
      align="start"
      handle={handle}
      className={
        '!size-7 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 ' +
        'pointer-coarse:!size-11 pointer-coarse:opacity-100'
      }
    />
  )
}

function itemsOf(folder: Folder, onAsk: (question: FolderQuestion) => void): MenuItem[] {
  const { menu } = folderWords
  const ask = (kind: FolderQuestion['kind']) => () => onAsk({ kind, folder })
  const fixed = folder.role === 'inbox' // RFC 9051 §5.1: INBOX stays where and what it is
  const items: MenuItem[] = [
    {
      label: menu.markAllRead,
      icon: CheckCheck,
      disabled: !folder.unread,
      onSelect: () => markFolderRead(folder, folderWords.markedRead(folderWords.nameOf(folder))),
    },
    { label: menu.newInside, icon: FolderPlus, onSelect: ask('create') },
  ]
  if (!fixed) {
    items.push({ label: menu.rename, icon: Pencil, onSelect: ask('rename') })
    items.push({ label: menu.move, icon: FolderInput, onSelect: ask('move') })
  }
  if (!folder.role && folder.selectable) items.push(subscription(folder))
  items.push('line')
  if (folder.selectable) {
    items.push({
      label: menu.empty,
      icon: Eraser,
      kind: 'danger',
      disabled: !folder.total,
      onSelect: ask('empty'),
    })
  }
  if (!fixed) items.push({ label: menu.delete, icon: Trash2, kind: 'danger', onSelect: ask('delete') })
  return items
}

function subscription(folder: Folder): MenuItem {
  const wish = !folder.subscribed
  return {
    label: wish ? folderWords.menu.subscribe : folderWords.menu.unsubscribe,
    icon: wish ? Bell : BellOff,
    onSelect: () => void subscribe(folder, wish),
  }
}

async function subscribe(folder: Folder, wish: boolean): Promise<void> {
  try {
    const changed = await changeFolder(folder, { subscribed: wish })
    notify({
      text: wish ? folderWords.subscribed(folder.name) : folderWords.unsubscribed(folder.name),
      undo: () => void subscribe(changed, !wish),
    })
  } catch (error) {
    notify({ text: (error as Error).message, kind: 'problem' })
  }
}
