/** What a key or a command is about: what is selected, else the open message, else the row with the focus. */
import { rowTarget, selectedTarget } from './conversation-target.ts'
import { cursor, rowHolding } from './current-list.ts'
import type { Target } from './message-actions.ts'
import { openTarget } from './open-conversation.ts'
import { herePlace } from './place.ts'

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
