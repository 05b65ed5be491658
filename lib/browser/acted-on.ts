/** What a key or a command is about: what is selected, else the open message, else the row with the focus. */
import type { MessageId } from '#lib/api/ids.ts'
import { rowTarget, selectedTarget } from './conversation-target.ts'
import { cursor, rowHolding } from './current-list.ts'
import type { Target } from './message-actions.ts'
import { openTarget } from './open-conversation.ts'
import { herePlace } from './place.ts'
import { isSelected, selection } from './selection.ts'

export type ActedOn = { target: Target; by: 'selection' | 'open' | 'row' }

/** Null where there is nothing to act on. */
export function actedOn(): ActedOn | null {
  const selected = selectedTarget()
  if (selected) return { target: selected, by: 'selection' }
  const open = herePlace().messageId
  if (open) return { target: openTarget(open), by: 'open' }
  const at = cursor.get()
  return at ? { target: rowTarget(rowHolding(at) ?? at), by: 'row' } : null
}

/** What the menu of a row is about: all that is selected where the row is among it, else the row alone. */
export function actedOnRow(row: MessageId): ActedOn {
  const selected = isSelected(selection.get(), row) ? selectedTarget() : null
  return selected ? { target: selected, by: 'selection' } : { target: rowTarget(row), by: 'row' }
}
