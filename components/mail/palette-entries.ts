/** Everything that can be done now, as entries of the palette. */
import type { LucideIcon } from 'lucide-react'
import {
  CornerUpLeft,
  FolderPlus,
  History,
  Keyboard,
  ListChecks,
  LogOut,
  Mail,
  MailOpen,
  Search,
  Settings,
  SquarePen,
  Star,
  Undo2,
  X,
} from 'lucide-react'
import { folderIcon } from '#components/folders/folder-icon.ts'
import { selectLoaded } from '#components/message-list/select-rows.ts'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { currentList } from '#lib/browser/current-list.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import { notify } from '#lib/browser/notices.ts'
import { go, herePlace } from '#lib/browser/place.ts'
import { showRecent } from '#lib/browser/questions.ts'
import { selection } from '#lib/browser/selection.ts'
import { knownSession } from '#lib/browser/session.ts'
import type { ShortcutName } from '#lib/browser/shortcuts.ts'
import { signOut } from '#lib/browser/sign-out.ts'
import { folderPaths } from '#lib/mail/folder-choices.ts'
import type { Section } from '#lib/mail/palette-matches.ts'
import { folderPlace } from '#lib/mail/place.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { keyWords } from '#lib/mail/words/keys.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { pickerWords } from '#lib/mail/words/picker.ts'
import { OTHER_COMMANDS } from './commands.ts'
import type { Entry } from './palette-messages.ts'

const { also } = pickerWords

/** The items of a menu. What is only disabled says not why, and is left out. */
export function menuSection(title: string, items: readonly MenuItem[]): Section<Entry> {
  const entries = items.flatMap((item) =>
    item === 'line' || item.disabled
      ? []
      : {
          id: `${title} ${item.label}`,
          label: item.label,
          icon: item.icon,
          forbidden: item.forbidden,
          run: item.onSelect,
        },
  )
  return { title, entries }
}

/** What is about no message and no folder. `createFolder` asks for the name of a new one. */
export function mailSection(createFolder: () => void): Section<Entry> {
  const place = herePlace()
  const isUnread = place.filter.includes('unread')
  const filter = (): void =>
    go({ ...place, messageId: null, filter: isUnread ? [] : ['unread'] }, { replace: true })
  const canSend = knownSession(mailState())?.capabilities.send ?? false
  const entries: (Entry | false)[] = [
    canSend && command('compose', SquarePen, also.compose),
    command('search', Search, also.search),
    command('undo', Undo2, also.undo),
    place.messageId !== null && command('back', CornerUpLeft),
    !place.everywhere && {
      id: 'filterUnread',
      label: isUnread ? pickerWords.allMessages : pickerWords.onlyUnread,
      icon: isUnread ? Mail : MailOpen,
      run: filter,
    },
    (currentList.get()?.ids.length ?? 0) > 0 && {
      id: 'selectAll',
      label: listWords.selectAll,
      icon: ListChecks,
      run: selectLoaded,
    },
    isSelecting() && command('clear', X),
    { id: 'createFolder', label: pickerWords.createFolder, icon: FolderPlus, run: createFolder },
    { id: 'recent', label: listWords.recent, icon: History, also: also.recent, run: () => void showRecent() },
    { ...command('keys', Keyboard, also.keys), label: keyWords.title },
    {
      id: 'settings',
      label: folderWords.settings,
      icon: Settings,
      also: also.settings,
      run: () => location.assign('/settings'),
    },
    { id: 'signOut', label: folderWords.signOut, icon: LogOut, also: also.signOut, run: leave },
  ]
  return { title: pickerWords.mail, entries: entries.filter((entry) => entry !== false) }
}

function command(name: keyof typeof OTHER_COMMANDS, icon: LucideIcon, words?: string): Entry {
  return { id: name, label: keyWords.actions[name], icon, keys: name, also: words, run: OTHER_COMMANDS[name] }
}

function isSelecting(): boolean {
  const selected = selection.get()
  return selected.kind === 'view' || selected.ids.size > 0
}

function leave(): void {
  signOut().catch(() => notify({ text: folderWords.signOutFailed, kind: 'problem' }))
}

const GO_KEYS: Partial<Record<string, ShortcutName>> = {
  inbox: 'goInbox',
  sent: 'goSent',
  drafts: 'goDrafts',
  archive: 'goArchive',
  junk: 'goJunk',
  trash: 'goTrash',
}

/** Every folder, and the starred mail of all of them. */
export function goSection(folders: readonly Folder[]): Section<Entry> {
  const paths = folderPaths(folders)
  const there = folders
    .filter(({ selectable }) => selectable)
    .map((folder): Entry => {
      const keys = GO_KEYS[folder.role ?? '']
      return {
        id: `go ${folder.id}`,
        label: pickerWords.goToFolder(paths.get(folder.id) ?? folder.name),
        icon: folderIcon(folder.role),
        ...(keys ? { keys } : {}),
        run: () => go(folderPlace(folder.id)),
      }
    })
  return { title: pickerWords.goTo, entries: [...there, command('goStarred', Star)] }
}

/** What was searched for lately, to be searched for again everywhere. */
export function searchSection(searches: readonly string[]): Section<Entry> {
  const entries = searches.map((q) => ({
    id: `search ${q}`,
    label: q,
    icon: Search,
    run: () => go({ ...folderPlace(herePlace().folderId), q, everywhere: true }),
  }))
  return { title: pickerWords.searches, entries }
}
