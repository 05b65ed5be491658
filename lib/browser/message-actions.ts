/** What buttons and keys do to messages, wherever they stand: in a row, the selection bar, the open message. */
import type { Change, Selection } from '#lib/api/changes.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { covers } from '#lib/mail/apply-change.ts'
import { deletedForGood, isInTrash } from '#lib/mail/final-deletion.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { INBOX } from '#lib/mail/place.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { changeMessages } from './change-messages.ts'
import { currentList, cursor } from './current-list.ts'
import { folderOfRole, knownFolders } from './folders.ts'
import { openAfter, rowAfter } from './go-on.ts'
import { notify } from './notices.ts'
import { herePlace, leaveMessage, openMessage } from './place.ts'
import { askFirst, chooseFolder } from './questions.ts'
import { selection, without } from './selection.ts'

/** Messages and how many they are. */
export type Target = { messages: Selection; count: number }

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
  const rows = (currentList.get()?.ids ?? []).filter((id) => id !== undefined)
  return new Set(rows.filter((id) => !except.has(id) && !stays(id)))
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
export function markRead({ messages, count }: Target, read: boolean, { quietly = false } = {}): void {
  const flags = read ? { add: ['\\Seen'] } : { remove: ['\\Seen'] }
  const said = read ? changeWords.markedRead(count) : changeWords.markedUnread(count)
  change({ kind: 'flag', messages, ...flags }, count, quietly ? undefined : said)
}

/** Gives a star, or takes it. */
export function star({ messages, count }: Target, on: boolean): void {
  const flags = on ? { add: ['\\Flagged'] } : { remove: ['\\Flagged'] }
  const said = on ? changeWords.starred(count) : changeWords.unstarred(count)
  change({ kind: 'flag', messages, ...flags }, count, said)
}

/** Sets and clears flags, and says what that is. */
export function changeFlags({ messages, count }: Target, wish: FlagChange, said: string): void {
  change({ kind: 'flag', messages, ...wish }, count, said)
}

/** Moves to the archive, which is made where there is none yet. */
export async function archive(target: Target): Promise<void> {
  const to = await ofRole('archive', changeWords.archiveFolder)
  if (to)
    depart({ kind: 'move', messages: target.messages, to }, target.count, changeWords.archived(target.count))
}

/** Moves to Junk, or from there to the inbox. */
export async function markJunk(target: Target, junk: boolean): Promise<void> {
  const to = junk ? await ofRole('junk', changeWords.junkFolder) : INBOX
  const said = junk ? changeWords.junked(target.count) : changeWords.notJunked(target.count)
  if (to) depart({ kind: 'move', messages: target.messages, to }, target.count, said)
}

/** Moves to the trash; what lies there already is deleted for good, asked first. */
export async function remove({ messages, count }: Target): Promise<void> {
  const final = deletedForGood(knownFolders(), messages, count)
  if (final === 0) {
    depart({ kind: 'delete', messages }, count, changeWords.deleted(count))
    return
  }
  const { title, mixed, text, confirm } = changeWords.deleteForGood
  const words =
    final < count ? { title: mixed.title(count), text: mixed.text(final) } : { title: title(final), text }
  if (!(await askFirst({ ...words, confirm }))) return
  if (final < count) depart({ kind: 'delete', messages }, count, changeWords.deleted(count))
  else depart({ kind: 'delete', messages }, count, changeWords.deletedForGood(count), true)
}

/** Lets a folder be chosen and moves there. */
export async function moveSomewhere({ messages, count }: Target): Promise<void> {
  const to = await chooseFolder({ act: 'move', messages, count })
  if (to) depart({ kind: 'move', messages, to }, count, changeWords.moved(count, nameOf(to)))
}

/** Lets a folder be chosen and copies there. */
export async function copySomewhere({ messages, count }: Target): Promise<void> {
  const to = await chooseFolder({ act: 'copy', messages, count })
  if (to) change({ kind: 'copy', messages, to }, count, changeWords.copied(count, nameOf(to)))
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
  const row = at && goes(at) ? rowAfter(at, goes) : null
  const focused = document.activeElement?.matches('[role=row], [role=row] :focus-visible') ?? false
  if (row) cursor.set(row, { focus: focused })
  const open = herePlace().messageId
  if (!open || !goes(open)) return
  const next = openAfter(open, goes)
  if (next) openMessage(next)
  else leaveMessage()
}
