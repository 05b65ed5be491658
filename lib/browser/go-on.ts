/** Where one goes on when messages leave the list: as the person chose, from the row where one was. */
import type { MessageId } from '#lib/api/ids.ts'
import { messagesOfRow, neighbourOf, rowHolding } from './current-list.ts'
import { settingsNow } from './settings.ts'

type Goes = (id: MessageId) => boolean

/** Whether there is room for one pane only. */
function isPhone(): boolean {
  return matchMedia('(max-width: 640px)').matches
}

/** Whether a row goes, when these messages do: a conversation with the last of its own. */
export function rowGoes(row: MessageId, goes: Goes): boolean {
  return messagesOfRow(row).every(goes)
}

/** The nearest row that stays: the one after that of `id`, or before it where that was chosen; null: none. */
export function rowAfter(id: MessageId, goes: Goes): MessageId | null {
  const step = settingsNow().afterAction === 'previous' ? -1 : 1
  return staying(id, step, goes) ?? staying(id, step === 1 ? -1 : 1, goes)
}

/** What is opened in the place of the open message `id` when it goes; null: its list is shown. */
export function openAfter(id: MessageId, goes: Goes): MessageId | null {
  const row = rowHolding(id)
  const left = row && leftOf(messagesOfRow(row), id, goes)
  // One goes on within a conversation of which there is something left.
  if (left) return left
  const { afterAction } = settingsNow()
  // On a phone the next one would be read, and marked as read, without having been asked for.
  if (afterAction === 'list' || (afterAction === 'auto' && isPhone())) return null
  return rowAfter(id, goes)
}

function staying(id: MessageId, step: 1 | -1, goes: Goes): MessageId | null {
  let at = neighbourOf(id, step)
  while (at && rowGoes(at, goes)) at = neighbourOf(at, step)
  return at
}

/** Of a conversation, oldest first: the next newer one that stays, else the next older one. */
function leftOf(members: readonly MessageId[], id: MessageId, goes: Goes): MessageId | null {
  const at = members.indexOf(id)
  const stays = (other: MessageId) => !goes(other)
  return members.slice(at + 1).find(stays) ?? members.slice(0, Math.max(0, at)).findLast(stays) ?? null
}
