import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { whyNoFolder, whyNoMail } from '#lib/mail/drop-rules.ts'
import { dragWords } from '#lib/mail/words/drag.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { folder } from './a-folder.ts'

const inbox = folder('INBOX', { role: 'inbox' })
const clients = folder('Clients', { selectable: false })
const studio = folder('Clients/Studio')
const bills = folder('Clients/Studio/Bills')
const shared = folder('Shared', { rights: 'lrs' })
const folders = [inbox, clients, studio, bills, shared]

const mail = (from: Folder[], to: Folder, copy = false) =>
  whyNoMail(folders, { from: from.map(({ id }) => id), to, copy })

test('mail goes into any folder that holds mail, but for the one where all of it is', () => {
  expect(mail([inbox], studio)).toBeUndefined()
  expect(mail([inbox], clients)).toBe(dragWords.holdsNoMail)
  expect(mail([inbox], inbox)).toBe(dragWords.alreadyThere)
  expect(mail([inbox], inbox, true)).toBe(dragWords.alreadyThere)
  expect(mail([inbox, studio], inbox)).toBeUndefined()
  expect(mail([], inbox), 'found by a search over all folders').toBeUndefined()
})

test('rights hold for a drop as for a button: a copy takes nothing out', () => {
  expect(mail([inbox], shared)).toBe(listWords.forbidden.put)
  expect(mail([shared], inbox)).toBe(listWords.forbidden.take)
  expect(mail([shared], inbox, true)).toBeUndefined()
})

test('a folder goes into others, but not where it is, into itself or below', () => {
  expect(whyNoFolder(folders, bills, inbox)).toBeUndefined()
  expect(whyNoFolder(folders, bills, clients), 'one that holds no mail holds folders').toBeUndefined()
  expect(whyNoFolder(folders, studio, clients)).toBe(dragWords.alreadyThere)
  expect(whyNoFolder(folders, studio, studio)).toBe(dragWords.intoItself)
  expect(whyNoFolder(folders, clients, bills)).toBe(dragWords.intoItself)
  expect(whyNoFolder(folders, studio, shared)).toBe(listWords.forbidden.create)
  expect(whyNoFolder(folders, shared, clients)).toBe(listWords.forbidden.remove)
})

test('the top level takes a folder from below, also where all folders lie below the inbox', () => {
  expect(whyNoFolder(folders, studio, null)).toBeUndefined()
  expect(whyNoFolder(folders, clients, null)).toBe(dragWords.alreadyThere)
  const below = folder('INBOX/Family')
  expect(whyNoFolder([inbox, below], below, null)).toBe(dragWords.alreadyThere)
})

test('where the server has no folders inside folders none goes into another', () => {
  const flat = folder('One', { delimiter: '', parentId: null })
  const other = folder('Two', { delimiter: '', parentId: null })
  expect(whyNoFolder([flat, other], flat, other)).toBe(dragWords.flat)
})
