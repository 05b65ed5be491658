/** The settings with one saved search more, one renamed, one less. Pure. */
import type { SavedSearch, Settings } from '#lib/api/settings.ts'

/** So many are kept (lib/api/settings). */
export const MOST_SAVED = 200

/** With this one: in its place where it is there already, else at the end. */
export function withSaved(now: Settings, search: SavedSearch): Settings {
  const { savedSearches } = now
  const known = savedSearches.some(({ id }) => id === search.id)
  const others = known ? savedSearches.map((one) => (one.id === search.id ? search : one)) : savedSearches
  return { ...now, savedSearches: known ? others : [...others, search].slice(0, MOST_SAVED) }
}

/** Without this one; as it was where nobody has it. */
export function withoutSaved(now: Settings, id: string): Settings {
  return { ...now, savedSearches: now.savedSearches.filter((one) => one.id !== id) }
}

/** With one that was taken away, where it was. */
export function withSavedAgain(now: Settings, search: SavedSearch, at: number): Settings {
  const others = now.savedSearches.filter(({ id }) => id !== search.id)
  return { ...now, savedSearches: others.toSpliced(at, 0, search) }
}
