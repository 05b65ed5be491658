/** From a label to all mail that has it. */
import type { Label } from '#lib/api/settings.ts'
import { labelQuery } from '#lib/mail/labels.ts'
import { go, herePlace } from './place.ts'
import { settingsNow } from './settings.ts'

/** Searches for mail with a label, where one is looking now. */
export function findLabelled(label: Label): void {
  go({ ...herePlace(), messageId: null, filter: [], q: labelQuery(label, settingsNow()) })
}
