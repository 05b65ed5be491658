/** What can be done to messages, as entries of the palette and of a row's menu. */
import type { LucideIcon } from 'lucide-react'
import {
  Archive,
  Copy,
  FolderInput,
  Forward,
  Mail,
  MailOpen,
  Paperclip,
  Reply,
  ReplyAll,
  ShieldCheck,
  Star,
  StarOff,
  Tag,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import type { MessageId } from '#lib/api/ids.ts'
import type { ActedOn } from '#lib/browser/acted-on.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import { copySomewhere, isJunk, star } from '#lib/browser/message-actions.ts'
import { knownSession } from '#lib/browser/session.ts'
import type { ShortcutName } from '#lib/browser/shortcuts.ts'
import { write, writingHere } from '#lib/browser/write.ts'
import type { Findable, Section } from '#lib/mail/palette-matches.ts'
import { answeringWords } from '#lib/mail/words/answering.ts'
import { keyWords } from '#lib/mail/words/keys.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { pickerWords } from '#lib/mail/words/picker.ts'
import { MESSAGE_COMMANDS, type MessageCommand, needs } from './commands.ts'

export type Entry = Findable & {
  icon?: LucideIcon | undefined
  /** The key that does the same. */
  keys?: ShortcutName
  /** Why it can't be done. */
  forbidden?: string | undefined
  /** Called when the palette, or the menu, has closed. */
  run: () => void
}

const { also } = pickerWords

type MessageEntry = Omit<Entry, 'run' | 'forbidden'> &
  Partial<MessageCommand> & { when?: (flags: Flags) => boolean }

/** What the messages are: each true where some of them are so; all where that is not known. */
type Flags = { unread: boolean; read: boolean; starred: boolean; unstarred: boolean; junk: boolean }

const { archive, remove, junk, read, unread, move, label } = MESSAGE_COMMANDS

const ON_MESSAGES: readonly MessageEntry[] = [
  { id: 'archive', label: listWords.archive, icon: Archive, keys: 'archive', ...archive },
  { id: 'remove', label: listWords.remove, icon: Trash2, keys: 'remove', also: also.remove, ...remove },
  { id: 'move', label: listWords.moveTo, icon: FolderInput, keys: 'move', also: also.move, ...move },
  { id: 'label', label: keyWords.actions.label, icon: Tag, keys: 'label', also: also.label, ...label },
  { id: 'copy', label: listWords.copyTo, icon: Copy, also: also.copy, act: copySomewhere },
  {
    id: 'read',
    label: listWords.markRead,
    icon: MailOpen,
    keys: 'read',
    also: also.read,
    when: (some) => some.unread,
    ...read,
  },
  {
    id: 'unread',
    label: listWords.markUnread,
    icon: Mail,
    keys: 'unread',
    also: also.unread,
    when: (some) => some.read,
    ...unread,
  },
  {
    id: 'star',
    label: listWords.star,
    icon: Star,
    keys: 'star',
    also: also.star,
    when: (some) => some.unstarred,
    forbidden: needs('flag'),
    act: (target) => star(target, true),
  },
  {
    id: 'unstar',
    label: listWords.unstar,
    icon: StarOff,
    keys: 'star',
    also: also.unstar,
    when: (some) => some.starred,
    forbidden: needs('flag'),
    act: (target) => star(target, false),
  },
  {
    id: 'junk',
    label: listWords.junk,
    icon: TriangleAlert,
    keys: 'junk',
    also: also.junk,
    when: (some) => !some.junk,
    ...junk,
  },
  {
    id: 'notJunk',
    label: listWords.notJunk,
    icon: ShieldCheck,
    keys: 'junk',
    also: also.notJunk,
    when: (some) => some.junk,
    ...junk,
  },
]

function flagsOf({ target }: ActedOn): Flags {
  const { painted } = mailState()
  const ids = 'ids' in target.messages ? target.messages.ids : null
  const some = (flag: string, has: boolean) =>
    ids?.some((id) => painted.get().flagsOf(id, []).includes(flag) === has) ?? true
  return {
    unread: some('\\Seen', false),
    read: some('\\Seen', true),
    starred: some('\\Flagged', true),
    unstarred: some('\\Flagged', false),
    junk: isJunk(target),
  }
}

function titleOf({ target, by }: ActedOn): string {
  if (by === 'selection') return pickerWords.onSelection(target)
  const [id] = target.shown ?? ('ids' in target.messages ? target.messages.ids : [])
  const subject = (id && mailState().known.get(id)?.subject) || listWords.noSubject
  if (target.conversations) return pickerWords.onConversation(subject)
  return by === 'open' ? pickerWords.onOpen(subject) : pickerWords.onRow(subject)
}

/** The answers to one message; none where it is null, nor where nothing can be sent. */
function answers(id: MessageId | null): Entry[] {
  if (!id || !knownSession(mailState())?.capabilities.send) return []
  const entry = (name: 'reply' | 'replyAll' | 'forward', icon: LucideIcon): Entry => ({
    id: name,
    label: keyWords.actions[name],
    icon,
    keys: name,
    run: () => write((start) => start.answer(name, id)),
  })
  return [entry('reply', Reply), entry('replyAll', ReplyAll), entry('forward', Forward)]
}

/** One message as a file of those that are being written. */
function attaching(id: MessageId | null): Entry[] {
  const message = id && mailState().known.get(id)
  const attach = writingHere()?.attach
  if (!message || !attach) return []
  return attach.lettersBut(message.id).map((letter) => ({
    id: `attach ${letter.key}`,
    label: answeringWords.attachTo(letter.subject),
    icon: Paperclip,
    run: () => attach.attachMessage(letter, message),
  }))
}

/** What can be done with these messages; its title says which they are. `answered`: the one an answer is to. */
export function messageSection(on: ActedOn, answered: MessageId | null): Section<Entry> {
  const flags = flagsOf(on)
  const entries = ON_MESSAGES.filter(({ when }) => when?.(flags) ?? true).map(
    ({ forbidden, act, when, ...entry }) => ({
      ...entry,
      forbidden: forbidden?.(on.target.messages),
      run: () => void act?.(on.target),
    }),
  )
  return { title: titleOf(on), entries: [...answers(answered), ...attaching(answered), ...entries] }
}
