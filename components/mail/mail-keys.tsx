'use client'
import { focusSearch } from '#components/message-list/search-field.tsx'
import { selectRow } from '#components/message-list/select-rows.ts'
import { askLabels } from '#lib/browser/ask-labels.ts'
import { currentList, cursor, neighbourOf } from '#lib/browser/current-list.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import {
  archive,
  markJunk,
  markRead,
  moveSomewhere,
  oneMessage,
  remove,
  star,
  type Target,
} from '#lib/browser/message-actions.ts'
import { herePlace, leaveMessage, openMessage } from '#lib/browser/place.ts'
import { showKeys } from '#lib/browser/questions.ts'
import { countOf, messagesOf, selection } from '#lib/browser/selection.ts'
import { useShortcuts } from '#lib/browser/shortcuts.ts'
import { stepMember } from '#lib/browser/step-member.ts'
import { undoLast } from '#lib/browser/undoable.ts'

/** What a key is about: what is selected, else the open message, else the row with the focus. */
function target(): Target | null {
  const selected = selection.get()
  const count = countOf(selected, currentList.get()?.ids ?? [])
  if (count > 0) return { messages: messagesOf(selected), count }
  const id = herePlace().messageId ?? cursor.get()
  return id ? oneMessage(id) : null
}

function on(act: (target: Target) => unknown): () => void {
  return () => {
    const about = target()
    if (about) act(about)
  }
}

function step(by: 1 | -1): void {
  const at = cursor.get()
  const known = currentList.get()?.ids ?? []
  const next = at && known.includes(at) ? neighbourOf(at, by) : known[0]
  if (!next) return
  cursor.set(next, { focus: true })
  if (herePlace().messageId) openMessage(next)
}

/** A star where one is missing, else none. */
function flipStar(about: Target): void {
  const { painted } = mailState()
  const ids = 'ids' in about.messages ? about.messages.ids : []
  const starred = ids.length > 0 && ids.every((id) => painted.get().flagsOf(id, []).includes('\\Flagged'))
  star(about, !starred)
}

function withCursor(act: (id: string) => void): () => void {
  return () => {
    const id = cursor.get()
    if (id) act(id)
  }
}

/** Listens to the keys of the mail page. */
export function MailKeys() {
  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    open: withCursor(openMessage),
    nextMember: () => stepMember(1),
    previousMember: () => stepMember(-1),
    back: () => {
      if (herePlace().messageId) leaveMessage()
    },
    select: withCursor(selectRow),
    archive: on(archive),
    remove: on(remove),
    junk: on((about) => markJunk(about, true)),
    star: on(flipStar),
    read: on((about) => markRead(about, true)),
    unread: on((about) => markRead(about, false)),
    move: on(moveSomewhere),
    label: on(askLabels),
    search: focusSearch,
    undo: undoLast,
    clear: () => {
      if (!currentList.get()?.pages.stopSearch()) selection.clear()
    },
    keys: () => void showKeys(),
  })
  return null
}
