import { expect, test } from 'vitest'
import type { Folder, Role } from '#lib/api/folders.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { deletedForGood } from '#lib/mail/final-deletion.ts'

const folder = (path: string, role: Role | null, parentId: string | null = null): Folder => ({
  id: folderIdOf(path),
  path,
  name: path,
  parentId,
  delimiter: '/',
  role,
  selectable: true,
  subscribed: true,
  total: 0,
  unread: 0,
  uidValidity: 1,
  uidNext: 1,
})
const FOLDERS = [
  folder('INBOX', 'inbox'),
  folder('Trash', 'trash'),
  folder('Trash/old', null, folderIdOf('Trash')),
  folder('Trashy', null),
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
