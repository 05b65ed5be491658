import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { RecentChange } from '#lib/api/recent-changes.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { folderNameOf, recentActions, sentenceOf } from '#lib/mail/recent-actions.ts'
import { folder } from './a-folder.ts'

const inbox = folderIdOf('INBOX')
const work = folderIdOf('Work')
const FOLDERS = [
  folder('INBOX', { role: 'inbox' }),
  folder('Archive', { role: 'archive' }),
  folder('Junk', { role: 'junk' }),
  folder('Work'),
]

const change = (id: string, more: Partial<RecentChange> = {}): RecentChange => ({
  id,
  batch: null,
  at: '2026-10-01T12:00:00.000Z',
  deed: { kind: 'delete' },
  count: 1,
  total: 1,
  folders: [inbox],
  by: { current: true, userAgent: '', tab: null },
  undo: { kind: 'undo', token: id },
  undoneAt: null,
  final: false,
  ...more,
})

const said = (more: Partial<RecentChange>) =>
  recentActions([change('a', more)], FOLDERS).map((action) => sentenceOf(action, FOLDERS, FIRST_SETTINGS))[0]

test('what one press began is one action, where its newest change stands', () => {
  const changes = [
    change('d', { batch: 'p', count: 3, total: 500 }),
    change('c'),
    change('b', { batch: 'p', count: 1000, total: 1000, folders: [work] }),
  ]
  const actions = recentActions(changes, FOLDERS)
  expect(actions.map(({ id, count, total, folders }) => [id, count, total, folders])).toEqual([
    ['d', 1003, 1500, [inbox, work]],
    ['c', 1, 1, [inbox]],
  ])
})

test('an action can be undone as long as a part of it can', () => {
  const stateOf = (...changes: RecentChange[]) => recentActions(changes, FOLDERS)[0]?.state
  const spent = { undo: null, undoneAt: '2026-10-01T12:01:00.000Z', batch: 'p' }
  expect(stateOf(change('a', spent))).toBe('undone')
  expect(stateOf(change('a', spent), change('b', { batch: 'p' }))).toBe('open')
  expect(stateOf(change('a', { undo: null }))).toBe('closed')
  expect(stateOf(change('a', { undo: null, final: true }))).toBe('final')
})

test('a folder goes back only where it is there and not yet as it was', () => {
  const renamed = (id: string, patch: object) =>
    recentActions(
      [
        change('a', {
          deed: { kind: 'renameFolder', name: 'Work', before: 'Jobs' },
          count: 0,
          total: 0,
          undo: { kind: 'folder', id, patch },
        }),
      ],
      FOLDERS,
    )[0]?.state
  expect(renamed(work, { name: 'Jobs' })).toBe('open')
  expect(renamed(work, { subscribed: true })).toBe('closed')
  expect(renamed(folderIdOf('Gone'), { name: 'Jobs' })).toBe('closed')
})

test('every action is said in a sentence', () => {
  const flag = (add: string[], remove: string[] = []) =>
    said({ deed: { kind: 'flag', add, remove }, count: 2, total: 2 })
  expect(flag(['\\Seen'])).toBe('Marked 2 messages as read')
  expect(flag([], ['\\seen'])).toBe('Marked 2 messages as unread')
  expect(flag(['\\Flagged'])).toBe('Starred 2 messages')
  expect(flag(['$label1'])).toBe('Labelled 2 messages “Important”')
  expect(flag([], ['projects'])).toBe('Took “projects” off 2 messages')
  expect(flag(['a'], ['b'])).toBe('Changed 2 messages')
  const move = (path: string) => said({ deed: { kind: 'move', to: folderIdOf(path) } })
  expect(['Archive', 'Junk', 'INBOX', 'Work', 'Old/Gone'].map(move)).toEqual([
    'Archived 1 message',
    'Moved 1 message to Junk',
    'Moved 1 message to the inbox',
    'Moved 1 message to Work',
    'Moved 1 message to Gone',
  ])
  expect(said({ deed: { kind: 'copy', to: work } })).toBe('Copied 1 message to Work')
  expect(said({})).toBe('Deleted 1 message')
  expect(said({ final: true })).toBe('Deleted 1 message for good')
  expect(said({ deed: { kind: 'emptyFolder' }, folders: [work] })).toBe(
    'Emptied Work: deleted 1 message for good',
  )
  expect(said({ deed: { kind: 'moveFolder', name: 'Work', to: null } })).toBe(
    'Moved the folder Work to the top level',
  )
  expect(said({ deed: { kind: 'renameFolder', name: 'Work', before: 'Jobs' } })).toBe(
    'Renamed the folder Jobs to Work',
  )
  expect(said({ deed: { kind: 'deleteFolder', name: 'Work' } })).toBe('Deleted the folder Work for good')
})

test('what was stopped half way says so', () => {
  expect(said({ deed: { kind: 'move', to: folderIdOf('Archive') }, count: 4_000, total: 10_000 })).toBe(
    'Archived 4,000 messages, out of 10,000',
  )
})

test('a folder that is gone is known by the end of its path', () => {
  expect(folderNameOf(folderIdOf('Clients/Bright & Sons'), FOLDERS)).toBe('Bright & Sons')
})
