import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { Filter, Sort } from '#lib/api/messages.ts'
import { folderPlace, INBOX, type Place, placeOf, urlOf } from '#lib/mail/place.ts'

const read = (url: string) => {
  const { pathname, search } = new URL(url, 'http://postern.example')
  return placeOf(pathname, search)
}

test('a place and its URL say the same', () => {
  const places = fc.record({
    folder: fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    uid: fc.option(fc.integer({ min: 1, max: 4294967295 })),
    q: fc.string({ maxLength: 60, unit: 'binary' }),
    everywhere: fc.boolean(),
    sort: fc.constantFrom(...Sort.options),
    filter: fc.uniqueArray(fc.constantFrom(...Filter.options)),
  })
  fc.assert(
    fc.property(places, ({ folder, uid, q, everywhere, ...rest }) => {
      const folderId = folderIdOf(folder.toWellFormed())
      const place: Place = {
        ...rest,
        folderId,
        messageId: uid === null ? null : `${folderId}.7.${uid}`,
        q: q.toWellFormed(),
        everywhere: everywhere && q !== '',
      }
      expect(read(urlOf(place))).toEqual(place)
    }),
  )
})

test('the list of a folder has a bare URL', () => {
  expect(urlOf(folderPlace(INBOX))).toBe('/mail/SU5CT1g')
  expect(urlOf({ ...folderPlace(INBOX), filter: ['unread', 'flagged'] })).toBe(
    '/mail/SU5CT1g?filter=unread,flagged',
  )
})

test('what makes no sense in a URL counts as left out', () => {
  expect(read('/mail/%E0%A4%A/..')).toEqual(folderPlace(INBOX))
  expect(read('/mail')).toEqual(folderPlace(INBOX))
  expect(read('/mail/SU5CT1g/nonsense?sort=colour&filter=unread,loud,unread&in=all')).toEqual({
    ...folderPlace(INBOX),
    filter: ['unread'],
  })
})

test('a script in the path or the query is text', () => {
  const place = read('/mail/javascript:alert(1)?q=%3Cscript%3E')
  expect(place).toMatchObject({ folderId: INBOX, q: '<script>' })
  expect(urlOf(place)).toBe('/mail/SU5CT1g?q=%3Cscript%3E')
})
