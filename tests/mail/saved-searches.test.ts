import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { SavedSearch } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { folderPlace, INBOX, placeOf, urlOf } from '#lib/mail/place.ts'
import { MOST_SAVED, withoutSaved, withSaved, withSavedAgain } from '#lib/mail/save-search.ts'
import { savedAt, savedPlace } from '#lib/mail/saved-searches.ts'

const clients = folderIdOf('Clients')
const here: SavedSearch = { id: 'a', name: 'Leases', q: 'subject:lease', folderId: clients }
const everywhere: SavedSearch = { id: 'b', name: 'All leases', q: 'subject:lease', folderId: 'all' }
const other: SavedSearch = { id: 'c', name: 'Unread', q: 'is:unread', folderId: INBOX }
const settings = { ...FIRST_SETTINGS, savedSearches: [here, everywhere, other] }

test('a saved search leads to a place, and there it is the one that is open', () => {
  for (const one of settings.savedSearches) {
    const place = savedPlace(one)
    const { pathname, search } = new URL(urlOf(place), 'http://postern.test')
    expect(savedAt(settings.savedSearches, placeOf(pathname, search))).toBe(one)
    expect(savedAt(settings.savedSearches, { ...place, sort: 'date', messageId: null })).toBe(one)
    expect(savedAt(settings.savedSearches, { ...place, q: 'else' })).toBeUndefined()
  }
  expect(savedAt(settings.savedSearches, folderPlace(clients))).toBeUndefined()
})

test('one that is saved again stays in its place, a new one stands at the end', () => {
  expect(withSaved(settings, { ...here, name: 'Old leases' }).savedSearches.map(({ name }) => name)).toEqual([
    'Old leases',
    'All leases',
    'Unread',
  ])
  const more = withSaved(settings, { ...here, id: 'd' })
  expect(more.savedSearches.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
})

test('what was deleted comes back where it was, once', () => {
  const without = withoutSaved(settings, 'b')
  expect(without.savedSearches).toEqual([here, other])
  expect(withSavedAgain(without, everywhere, 1)).toEqual(settings)
  expect(withSavedAgain(settings, everywhere, 1)).toEqual(settings)
})

test('there are never more than are kept', () => {
  const many = Array.from({ length: MOST_SAVED }, (_, at) => ({ ...here, id: String(at) }))
  expect(withSaved({ ...settings, savedSearches: many }, here).savedSearches).toHaveLength(MOST_SAVED)
})
