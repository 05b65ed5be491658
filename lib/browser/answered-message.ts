/** Which message an answer is about. */
import type { MessageId } from '#lib/api/ids.ts'
import { type ActedOn, actedOn } from './acted-on.ts'
import { herePlace } from './place.ts'

/** Of the open conversation the message with the focus, else the one that was opened; else the one that is selected or has the cursor. Null where that is none, or several. */
export function answeredMessage(): MessageId | null {
  const open = herePlace().messageId
  const member = document.activeElement?.closest<HTMLElement>('[data-member][data-message]')
  if (open) return member?.dataset.message ?? open
  const on = actedOn()
  return on && answeredOf(on)
}

/** The one message that these are, or that their one row shows; null where they are several. */
export function answeredOf({ target }: ActedOn): MessageId | null {
  const ids = 'ids' in target.messages ? target.messages.ids : []
  const [shown, ...others] = target.shown ?? ids
  return shown !== undefined && others.length === 0 ? shown : null
}
