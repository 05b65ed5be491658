'use client'
import { focusSearch } from '#components/message-list/search-field.tsx'
import { selectRow } from '#components/message-list/select-rows.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { askLabels } from '#lib/browser/ask-labels.ts'
import { rowTarget, selectedTarget } from '#lib/browser/conversation-target.ts'
import { currentList, cursor, messagesOfRow, neighbourOf, rowHolding } from '#lib/browser/current-list.ts'
import { mailState } from '#lib/browser/mail-state.ts'
import {
  archive,
  markJunk,
  markRead,
  moveSomewhere,
  remove,
  star,
  type Target,
} from '#lib/browser/message-actions.ts'
import { openTarget } from '#lib/browser/open-conversation.ts'
import { herePlace, leaveMessage, openMessage } from '#lib/browser/place.ts'
import { showKeys } from '#lib/browser/questions.ts'
import { selection } from '#lib/browser/selection.ts'
import { useShortcuts } from '#lib/browser/shortcuts.ts'
import { stepMember } from '#lib/browser/step-member.ts'
import { undoLast } from '#lib/browser/undoable.ts'

/** What a key is about: what is selected, else the open message, else the row with the focus. */
function target(): Target | null {
  const selected = selectedTarget()
  if (selected) return selected
  const open = herePlace().messageId
  if (open) return openTarget(open)
  const at = cursor.get()
  return at ? rowTarget(rowHolding(at) ?? at) : null
}

function on(act: (target: Target) => unknown): () => void {
  return () => {
    const about = target()
    if (about) act(about)
  }
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
