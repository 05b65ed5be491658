/** What keys and the palette do, each by its name. */
import { focusSearch } from '#components/message-list/search-field.tsx'
import { selectRange, selectRow } from '#components/message-list/select-rows.ts'
import type { Selection } from '#lib/api/changes.ts'
import type { Role } from '#lib/api/folders.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { actedOn } from '#lib/browser/acted-on.ts'
import { answeredMessage } from '#lib/browser/answered-message.ts'
import { currentList, cursor, messagesOfRow, neighbourOf, rowHolding } from '#lib/browser/current-list.ts'
import { knownFolders } from '#lib/browser/folders.ts'
import { forbiddenFor } from '#lib/browser/forbidden.ts'
import { labelSomehow, whyNoLabels } from '#lib/browser/label-messages.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import {
  archive,
  isJunk,
  markJunk,
  markRead,
  moveSomewhere,
  remove,
  star,
  type Target,
} from '#lib/browser/message-actions.ts'
import { notify } from '#lib/browser/notices.ts'
import { openRow } from '#lib/browser/open-row.ts'
import { go, herePlace, leaveMessage, openMessage } from '#lib/browser/place.ts'
import { showKeys, showPalette } from '#lib/browser/questions.ts'
import { selection } from '#lib/browser/selection.ts'
import type { ShortcutName } from '#lib/browser/shortcuts.ts'
import type { AnswerName } from '#lib/browser/start-writing.ts'
import { stepMember } from '#lib/browser/step-member.ts'
import { undoLast } from '#lib/browser/undoable.ts'
import { write } from '#lib/browser/write.ts'
import type { FolderAct } from '#lib/mail/folder-rights.ts'
import { folderPlace, INBOX } from '#lib/mail/place.ts'
import { answeringWords } from '#lib/mail/words/answering.ts'
import { listWords } from '#lib/mail/words/list.ts'

/** Something that is done to messages, and why it can't be done to these. */
export type MessageCommand = {
  forbidden: (messages: Selection) => string | undefined
  act: (target: Target) => unknown
}

/** What the messages' folder must allow. */
export const needs = (act: FolderAct) => (messages: Selection) => forbiddenFor(messages, act)

export const MESSAGE_COMMANDS = {
  archive: { forbidden: needs('take'), act: archive },
  remove: { forbidden: needs('take'), act: remove },
  junk: { forbidden: needs('take'), act: (target) => markJunk(target, !isJunk(target)) },
  star: { forbidden: needs('flag'), act: flipStar },
  read: { forbidden: needs('seen'), act: (target) => markRead(target, true) },
  unread: { forbidden: needs('seen'), act: (target) => markRead(target, false) },
  move: { forbidden: needs('take'), act: moveSomewhere },
  label: { forbidden: whyNoLabels, act: labelSomehow },
} satisfies Partial<Record<ShortcutName, MessageCommand>>

type OtherName = Exclude<ShortcutName, keyof typeof MESSAGE_COMMANDS>

export const OTHER_COMMANDS: Record<OtherName, () => void> = {
  next: () => step(1),
  previous: () => step(-1),
  open: withCursor(openRow),
  back: () => {
    if (herePlace().messageId) leaveMessage()
  },
  nextMember: () => stepMember(1),
  previousMember: () => stepMember(-1),
  select: withCursor(selectRow),
  selectUpTo: withCursor((id) => void selectRange(id)),
  clear: () => {
    if (!currentList.get()?.pages.stopSearch()) selection.clear()
  },
  compose: () => write((start) => start.writeNew()),
  reply: () => answerOne('reply'),
  replyAll: () => answerOne('replyAll'),
  forward: () => answerOne('forward'),
  undo: undoLast,
  goInbox: () => go(folderPlace(INBOX)),
  goStarred: () => {
    if (!goToRole('flagged')) go({ ...folderPlace(INBOX), q: 'is:flagged', everywhere: true })
  },
  goSent: () => goOrSay('sent'),
  goDrafts: () => goOrSay('drafts'),
  goArchive: () => {
    if (!goToRole('archive')) goOrSay('all')
  },
  goJunk: () => goOrSay('junk'),
  goTrash: () => goOrSay('trash'),
  search: focusSearch,
  palette: () => void showPalette(),
  keys: () => void showKeys(),
}

/** Does what has this name; to messages: to what is selected, open or focused. What may not be done there is said. */
export function runCommand(name: ShortcutName): void {
  if (isOther(name)) OTHER_COMMANDS[name]()
  else actOnMessages(MESSAGE_COMMANDS[name])
}

function actOnMessages({ forbidden, act }: MessageCommand): void {
  const target = actedOn()?.target
  if (!target) return
  const why = forbidden(target.messages)
  if (why) notify({ text: why, kind: 'problem' })
  else act(target)
}

function isOther(name: ShortcutName): name is OtherName {
  return name in OTHER_COMMANDS
}

function answerOne(name: AnswerName): void {
  const id = answeredMessage()
  if (id) write((start) => start.answer(name, id))
  else if (actedOn()) notify({ text: answeringWords.oneOnly })
}

function step(by: 1 | -1): void {
  const at = cursor.get()
  const next = at && rowHolding(at) ? neighbourOf(at, by) : currentList.get()?.ids[0]
  if (!next) return
  cursor.set(next, { focus: true })
  if (herePlace().messageId) openMessage(next)
}

/** A star where one is missing, else none. */
function flipStar(about: Target): void {
  const { painted } = mailState()
  const isStarred = (id: MessageId) => painted.get().flagsOf(id, []).includes('\\Flagged')
  const rows = about.shown ?? ('ids' in about.messages ? about.messages.ids : [])
  const starred = rows.length > 0 && rows.every((row) => messagesOfRow(row).some(isStarred))
  star(about, !starred)
}

function withCursor(act: (id: string) => void): () => void {
  return () => {
    const id = cursor.get()
    if (id) act(id)
  }
}

function goToRole(role: Role): boolean {
  const folder = knownFolders().find((one) => one.role === role && one.selectable)
  if (folder) go(folderPlace(folder.id))
  return folder !== undefined
}

function goOrSay(role: Role): void {
  if (!goToRole(role)) notify({ text: listWords.noSuchRole(listWords.folderName({ role, name: '' })) })
}
