import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { wrongFolderName } from '#lib/mail/folder-name.ts'
import { type FolderNode, folderTrail, folderTree, withDescendants } from '#lib/mail/folder-tree.ts'
import { folder } from './a-folder.ts'

const shape = (nodes: FolderNode[]): unknown[] =>
  nodes.map(({ folder: { name }, children }) => (children.length > 0 ? [name, shape(children)] : name))
const plain = { all: false, current: null }

test('folders with a role stand first, the others are a tree', () => {
  const { roles, own } = folderTree(
    [
      folder('INBOX', { role: 'inbox' }),
      folder('Archive', { role: 'archive' }),
      folder('Archive/2024'),
      folder('Clients'),
      folder('Clients/A & B'),
    ],
    plain,
  )
  expect(shape(roles)).toEqual(['INBOX', ['Archive', ['2024']]])
  expect(shape(own)).toEqual([['Clients', ['A & B']]])
})

test('what lies below the inbox is shown beside it', () => {
  const { roles, own } = folderTree([folder('INBOX', { role: 'inbox' }), folder('INBOX/Work')], plain)
  expect(shape(roles)).toEqual(['INBOX'])
  expect(shape(own)).toEqual(['Work'])
})

test('folders nobody subscribed to are counted and left out, unless they lead to one or are open', () => {
  const folders = [
    folder('A', { subscribed: false }),
    folder('A/B'),
    folder('C', { subscribed: false }),
    folder('D', { subscribed: false }),
  ]
  const { own, hidden } = folderTree(folders, { all: false, current: folderIdOf('D') })
  expect(shape(own)).toEqual([['A', ['B']], 'D'])
  expect(hidden).toBe(1)
  expect(folderTree(folders, { all: true, current: null }).hidden).toBe(0)
})

test('a step of a path whose only folders have a role is not shown', () => {
  const folders = [
    folder('[Gmail]/Sent', { role: 'sent' }),
    folder('[Gmail]', { selectable: false, total: null, unread: null }),
  ]
  const { roles, own } = folderTree(folders, plain)
  expect(shape(roles)).toEqual(['Sent'])
  expect(own).toEqual([])
})

test('pinned folders stand in the order in which they were pinned, those that are gone are left out', () => {
  const folders = [folder('A'), folder('A/B'), folder('C'), folder('Step', { selectable: false })]
  const pinned = ['C', 'gone', 'A/B', 'Step'].map(folderIdOf)
  const { pins, own } = folderTree(folders, { ...plain, pinned })
  expect(shape(pins)).toEqual(['C', 'B'])
  // They keep their place in the tree.
  expect(shape(own)).toEqual([['A', ['B']], 'C', 'Step'])
})

test('unread messages bubble up to every parent', () => {
  const { own } = folderTree(
    [folder('A', { unread: 5 }), folder('A/B', { unread: 2 }), folder('A/B/C', { unread: 3 })],
    plain,
  )
  expect(own[0]?.unreadBelow).toBe(5)
  expect(own[0]?.children[0]?.unreadBelow).toBe(3)
})

test('a folder goes with all that is below it, and nothing beside it', () => {
  const folders = [folder('A'), folder('A/B'), folder('A/B/C'), folder('AB'), folder('D')]
  expect(withDescendants(folders, folderIdOf('A')).map(({ path }) => path)).toEqual(['A', 'A/B', 'A/B/C'])
  expect(folderTrail(folders, folderIdOf('A/B/C')).map(({ name }) => name)).toEqual(['A', 'B', 'C'])
})

test('a name may hold anything but control characters and the delimiter', () => {
  for (const name of ['R&D 100%', '*', '"quoted"', 'Ärger', '🎉 party', '打ち合わせ', "it's", 'a.b']) {
    expect(wrongFolderName(name, '/')).toBeNull()
  }
  expect(wrongFolderName('a/b', '/')).toContain('“/”')
  expect(wrongFolderName('a/b', '.')).toBeNull()
  expect(wrongFolderName('  ', '/')).not.toBeNull()
  expect(wrongFolderName('a\r\nb', '/')).not.toBeNull()
  expect(wrongFolderName('x'.repeat(256), '/')).not.toBeNull()
})
