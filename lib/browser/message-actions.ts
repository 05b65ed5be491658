/** What buttons and keys do to messages, wherever they stand: in a row, the selection bar, the open message. */
import type { Change, Selection } from '#lib/api/changes.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { covers } from '#lib/mail/apply-change.ts'
import { messagesIn } from '#lib/mail/conversation-rows.ts'
import { deletedForGood, isInTrash } from '#lib/mail/final-deletion.ts'
import { isOfRole } from '#lib/mail/folder-tree.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { INBOX } from '#lib/mail/place.ts'
import type { Amount } from '#lib/mail/words/amount.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { changeMessages } from './change-messages.ts'
import { currentList, cursor, rowHolding } from './current-list.ts'
import { folderOfRole, knownFolders } from './folders.ts'
import { openAfter, rowAfter, rowGoes } from './go-on.ts'
import { notify } from './notices.ts'
import { herePlace, leaveMessage, openMessage } from './place.ts'
import { askFirst, chooseFolder } from './questions.ts'
import { selection, without } from './selection.ts'

/** Messages and how many they are; where they are conversations, also how many of those, and which message each row shows. */
export type Target = { messages: Selection; shown?: readonly MessageId[] } & Amount

/** Flags to set and to clear. */
type FlagChange = { add: string[]; remove: string[] }

/** One message as a target. */
export function oneMessage(id: MessageId): Target {
  return { messages: { ids: [id] }, count: 1 }
}

type Wish = Change & { messages: Selection }

/** The rows on the screen that a change of their view is about. */
function touchedBy({ kind, messages }: Wish): ReadonlySet<MessageId> {
  if ('ids' in messages) return new Set()
  const except = new Set(messages.all.except)
  // What was found in the trash is not deleted along with what was found elsewhere.
  const stays = (id: MessageId) =>
    kind === 'delete' && messages.all.folderId === 'all' && isInTrash(knownFolders(), id)
  const list = currentList.get()
  const loaded = list ? messagesIn(list) : []
  return new Set(loaded.filter((id) => !except.has(id) && !stays(id)))
}

function change(wish: Wish, count: number, said?: string, final?: boolean): void {
  const seen = { ...wish, messages: asSeen(wish.messages) }
  changeMessages(seen, { said, count, final, touched: touchedBy(wish) })
}

/** What stays in a list although its filter no longer lets it through is part of "all" that is seen there. */
function asSeen(messages: Selection): Selection {
  if (!('all' in messages) || !messages.all.filter?.length) return messages
  const keep = currentList.get()?.pages.strays.slice(0, 1000) ?? []
  return keep.length > 0 ? { all: { ...messages.all, keep } } : messages
}

/** Marks as read or unread. `quietly`: because it was opened, which is nothing to talk about. */
export function markRead(target: Target, read: boolean, { quietly = false } = {}): void {
  const flags = read ? { add: ['\\Seen'] } : { remove: ['\\Seen'] }
  const said = read ? changeWords.markedRead(target) : changeWords.markedUnread(target)
  change({ kind: 'flag', messages: target.messages, ...flags }, target.count, quietly ? undefined : said)
}

/** Gives a star, of a conversation to the message that its row shows; or takes those that there are. */
export function star(target: Target, on: boolean): void {
  if (on) {
    const ids = target.shown && [...target.shown]
    const { messages, count } = ids ? { messages: { ids }, count: ids.length } : target
    change({ kind: 'flag', messages, add: ['\\Flagged'] }, count, changeWords.starred(ids ? count : target))
  } else {
    const { messages, count } = target
    change({ kind: 'flag', messages, remove: ['\\Flagged'] }, count, changeWords.unstarred(target))
  }
}

/** Sets and clears flags, and says what that is. */
export function changeFlags({ messages, count }: Target, wish: FlagChange, said: string): void {
  change({ kind: 'flag', messages, ...wish }, count, said)
}

/** Moves to the archive, which is made where there is none yet. */
export async function archive(target: Target): Promise<void> {
  const to = await ofRole('archive', changeWords.archiveFolder)
  if (to) depart({ kind: 'move', messages: target.messages, to }, target.count, changeWords.archived(target))
}

/** Whether all of them are in Junk already. */
export function isJunk({ messages }: Target): boolean {
  const isIn = (folderId: FolderId) => isOfRole(knownFolders(), 'junk', folderId)
  if ('all' in messages) return isIn(messages.all.folderId)
  return messages.ids.every((id) => isIn(messageNameOf(id).folderId))
}

/** Moves to Junk, or from there to the inbox. */
export async function markJunk(target: Target, junk: boolean): Promise<void> {
  const to = junk ? await ofRole('junk', changeWords.junkFolder) : INBOX
  const said = junk ? changeWords.junked(target) : changeWords.notJunked(target)
  if (to) depart({ kind: 'move', messages: target.messages, to }, target.count, said)
}

/** Moves to the trash; what lies there already is deleted for good, asked first. */
export async function remove(target: Target): Promise<void> {
  const { messages, count } = target
  const final = deletedForGood(knownFolders(), messages, count)
  if (final === 0) {
    depart({ kind: 'delete', messages }, count, changeWords.deleted(target))
    return
  }
  const { title, mixed, text, confirm } = changeWords.deleteForGood
  const words =
    final < count ? { title: mixed.title(count), text: mixed.text(final) } : { title: title(target), text }
  if (!(await askFirst({ ...words, confirm }))) return
  if (final < count) depart({ kind: 'delete', messages }, count, changeWords.deleted(target))
  else depart({ kind: 'delete', messages }, count, changeWords.deletedForGood(target), true)
}

/** Moves to a folder. */
export function moveTo(target: Target, to: FolderId): void {
  const { messages, count } = target
  depart({ kind: 'move', messages, to }, count, changeWords.moved(target, nameOf(to)))
}

/** Copies to a folder. */
export function copyTo(target: Target, to: FolderId): void {
  const { messages, count } = target
  change({ kind: 'copy', messages, to }, count, changeWords.copied(target, nameOf(to)))
}

/** Lets a folder be chosen and moves there. */
export async function moveSomewhere(target: Target): Promise<void> {
  const to = await chooseFolder({ act: 'move', ...target })
  if (to) moveTo(target, to)
}

/** Lets a folder be chosen and copies there. */
export async function copySomewhere(target: Target): Promise<void> {
  const to = await chooseFolder({ act: 'copy', ...target })
  if (to) copyTo(target, to)
}

function nameOf(folderId: FolderId): string {
  return knownFolders().find(({ id }) => id === folderId)?.name ?? ''
}

async function ofRole(role: 'archive' | 'junk', name: string): Promise<FolderId | null> {
  try {
    return await folderOfRole(role, name)
  } catch (error) {
    const reason = error instanceof MailError ? error.detail : String(error)
    notify({ text: changeWords.failed('move', reason), kind: 'problem' })
    return null
  }
}

/** A change after which the messages are no longer here: one goes on from where they were. */
function depart(wish: Wish, count: number, said: string, final?: boolean): void {
  const touched = touchedBy(wish)
  const goes = (id: MessageId) => covers({ change: wish, touched }, id)
  goOn(goes)
  change(wish, count, said, final)
  selection.set(
    'all' in wish.messages ? { kind: 'rows', ids: new Set(), anchor: null } : without(selection.get(), goes),
  )
}

function goOn(goes: (id: MessageId) => boolean): void {
  const at = cursor.get()
  const here = at && rowHolding(at)
  const row = here && rowGoes(here, goes) ? rowAfter(here, goes) : null
  if (row) cursor.set(row, { focus: cursor.hasFocus() })
  const open = herePlace().messageId
  if (!open || !goes(open)) return
  const next = openAfter(open, goes)
  if (next) openMessage(next)
  else leaveMessage()
}
