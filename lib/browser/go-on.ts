/** Where one goes on when messages leave the list: as the person chose, from the row where one was. */
import type { MessageId } from '#lib/api/ids.ts'
import { neighbourOf } from './current-list.ts'
import { settingsNow } from './settings.ts'

/** Whether there is room for one pane only. */
function isPhone(): boolean {
  return matchMedia('(max-width: 640px)').matches
}

/** The nearest row that stays when `goes` have gone: the one after `id`, or before it where that was chosen; null: none. */
export function rowAfter(id: MessageId, goes: (id: MessageId) => boolean): MessageId | null {
  const step = settingsNow().afterAction === 'previous' ? -1 : 1
  return staying(id, step, goes) ?? staying(id, step === 1 ? -1 : 1, goes)
}

/** What is opened in the place of the open message `id` when it goes; null: its list is shown. */
export function openAfter(id: MessageId, goes: (id: MessageId) => boolean): MessageId | null {
  const { afterAction } = settingsNow()
  // On a phone the next one would be read, and marked as read, without having been asked for.
  if (afterAction === 'list' || (afterAction === 'auto' && isPhone())) return null
  return rowAfter(id, goes)
}

function staying(id: MessageId, step: 1 | -1, goes: (id: MessageId) => boolean): MessageId | null {
  let at = neighbourOf(id, step)
  while (at && goes(at)) at = neighbourOf(at, step)
  return at
}
