/** Taking a saved search away, with a way back. */
import type { SavedSearch } from '#lib/api/settings.ts'
import { withoutSaved, withSavedAgain } from '#lib/mail/save-search.ts'
import { savedWords } from '#lib/mail/words/saved-searches.ts'
import { notify } from './notices.ts'
import { changeSettings, settingsNow } from './settings.ts'
import { offerUndoBy } from './undoable.ts'

/** Deletes it at once and says so; Undo puts it where it was. */
export function removeSaved(search: SavedSearch): void {
  const at = settingsNow().savedSearches.findIndex(({ id }) => id === search.id)
  changeSettings((now) => withoutSaved(now, search.id))
  const undo = offerUndoBy(() => changeSettings((now) => withSavedAgain(now, search, at)))
  notify({ text: savedWords.removed(search.name), undo })
}
