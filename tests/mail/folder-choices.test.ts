import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { type FolderAsk, type FolderChoice, folderChoices } from '#lib/mail/folder-choices.ts'
import { folder } from './a-folder.ts'

const folders = [
  folder('INBOX', { role: 'inbox' }),
  folder('Archiv', { role: 'archive' }),
  folder('Archiv/2024'),
  folder('Clients', { selectable: false }),
  folder('Clients/Bright & Söns'),
  folder('Clients/Receipts'),
  folder('Readable only', { rights: 'lr' }),
  folder('Receipts'),
]
const id = folderIdOf

function ask(over: Partial<FolderAsk> = {}) {
  return folderChoices({ folders, typed: '', except: id('INBOX'), recent: [], sender: null, ...over })
}

function said(choice: FolderChoice): string {
  if (choice.kind === 'folder') return choice.path + (choice.forbidden ? ' (forbidden)' : '')
  const where = choice.parent ? ` in ${choice.parent.path}` : ''
  return `+ ${choice.names.join(' > ')}${where}${choice.wrong ? ` (${choice.wrong})` : ''}`
}

const shown = (over: Partial<FolderAsk>) => ask(over).map(({ title, choices }) => [title, choices.map(said)])
const matches = (typed: string, over: Partial<FolderAsk> = {}) =>
  ask({ typed, ...over }).flatMap(({ choices }) => choices.map(said))

test('without a word typed there are the folders used lately, then all of them in their order', () => {
  const all = [
    'Archive',
    'Archive / 2024',
    'Clients / Bright & Söns',
    'Clients / Receipts',
    'Readable only (forbidden)',
    'Receipts',
  ]
  expect(shown({})).toEqual([['All folders', all]])
  expect(
    shown({
      recent: [id('Receipts'), id('Gone'), id('INBOX'), id('Archiv')],
      sender: { name: 'Anna', folders: [id('Receipts')] },
    }),
  ).toEqual([
    ['Last used for Anna', ['Receipts']],
    ['Recent', ['Archive']],
    ['All folders', all],
  ])
})

test('where the mail is, and what can hold none, is no choice', () => {
  const choices = matches('', { except: id('Receipts') })
  expect(choices).not.toContain('Receipts')
  expect(choices).not.toContain('Clients')
})

test('what is typed is found in the name before it is found in the path', () => {
  expect(matches('rec')).toEqual(['Receipts', 'Clients / Receipts', '+ rec'])
  expect(matches('cli rec')[0]).toBe('Clients / Receipts')
  expect(matches('cli')[0]).toMatch(/^Clients/)
  expect(matches('sons')[0]).toBe('Clients / Bright & Söns')
})

test('what was used for this sender or lately comes before an equal match', () => {
  const other = { recent: [id('Clients/Receipts')] }
  expect(matches('receipts', other)[0]).toBe('Clients / Receipts')
  expect(matches('receipts', { ...other, sender: { name: 'A', folders: [id('Receipts')] } })[0]).toBe(
    'Receipts',
  )
})

test('a folder is known by the name that the pane shows and by the letters marked in it', () => {
  const [first] = ask({ typed: 'arch' })[0]?.choices ?? []
  expect(first).toMatchObject({ kind: 'folder', path: 'Archive', spans: [[0, 4]] })
})

test('what may not be put anywhere stands last, with its reason', () => {
  expect(matches('re').at(-2)).toBe('Readable only (forbidden)')
})

test('what there is not can be made, at the top or in what there is of its path', () => {
  expect(matches('Foo')).toEqual(['+ Foo'])
  expect(matches(' clients / Foo ')).toEqual(['+ Foo in Clients'])
  expect(matches('archive/2025')).toEqual(['+ 2025 in Archiv'])
  expect(matches('Clients/New/Deep')).toEqual(['+ New > Deep in Clients'])
})

test('who writes the whole path of a new folder finds it first, who writes letters finds folders first', () => {
  const far = [...folders, folder('Clients/Folder for others')]
  expect(matches('Clients/Foo', { folders: far })).toEqual([
    '+ Foo in Clients',
    'Clients / Folder for others',
  ])
  expect(matches('Clients/fol', { folders: far })[0]).toBe('Clients / Folder for others')
  expect(matches('cli/foo', { folders: far })[0]).toBe('Clients / Folder for others')
})

test('what there is already is not made again, whatever its case', () => {
  expect(matches('RECEIPTS')).toEqual(['Receipts', 'Clients / Receipts'])
  expect(matches('clients/receipts')).toEqual(['Clients / Receipts'])
  expect(matches('Clients/')).not.toContainEqual(expect.stringContaining('+'))
})

test('a name that no folder can have says why', () => {
  expect(matches('Readable only/New').at(0)).toMatch(/\+ New in Readable only \(In this folder you may not/)
  expect(matches('x'.repeat(256))).toEqual([`+ ${'x'.repeat(256)} (This name is too long.)`])
})

test('where the server has everything below the inbox, and dots between', () => {
  const below = [
    folder('INBOX', { role: 'inbox', delimiter: '.' }),
    folder('INBOX.Clients', { delimiter: '.' }),
    folder('INBOX.Clients.Foo', { delimiter: '.' }),
  ]
  expect(matches('clients.foo', { folders: below, except: null })).toEqual(['Clients / Foo'])
  expect(matches('Clients/Bar', { folders: below, except: null })).toEqual(['+ Bar in INBOX.Clients'])
  expect(matches('Bar', { folders: below, except: null })).toEqual(['+ Bar'])
})
