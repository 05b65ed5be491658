import { expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { deletedForGood } from '#lib/mail/final-deletion.ts'
import { folder } from './a-folder.ts'

const FOLDERS = [
  folder('INBOX', { role: 'inbox' }),
  folder('Trash', { role: 'trash' }),
  folder('Trash/old'),
  folder('Trashy'),
]
const id = (path: string) => messageIdOf({ folderId: folderIdOf(path), uidValidity: 1, uid: 1 })
const final = (...paths: string[]) => deletedForGood(FOLDERS, { ids: paths.map(id) }, paths.length)
const finalOf = (path: string) => deletedForGood(FOLDERS, { all: { folderId: folderIdOf(path) } }, 40)

test('what lies in the trash or below it is deleted for good, also among others', () => {
  expect(final('INBOX', 'Trashy')).toBe(0)
  expect(final('INBOX', 'Trash', 'Trash/old', 'Trashy')).toBe(2)
})

test('all of a folder is, where that is the trash; what a search finds everywhere never is', () => {
  expect([finalOf('INBOX'), finalOf('Trash'), finalOf('Trash/old')]).toEqual([0, 40, 40])
  expect(deletedForGood(FOLDERS, { all: { folderId: 'all', q: 'x' } }, 40)).toBe(0)
})
