/** Searches to come back to: where they lead. Pure. */
import type { SavedSearch } from '#lib/api/settings.ts'
import { folderPlace, INBOX, type Place } from './place.ts'

/** Where a saved search leads. */
export function savedPlace({ folderId, q }: SavedSearch): Place {
  const everywhere = folderId === 'all'
  return { ...folderPlace(everywhere ? INBOX : folderId), q, everywhere }
}

/** The saved search that is open at a place; undefined where none is. */
export function savedAt(saved: readonly SavedSearch[], place: Place): SavedSearch | undefined {
  const folderId = place.everywhere ? 'all' : place.folderId
  return place.q ? saved.find((one) => one.q === place.q && one.folderId === folderId) : undefined
}
