import { expect, test } from 'vitest'
import type { Change } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { FolderCounts } from '#lib/browser/folder-counts.ts'
import { KnownMessages } from '#lib/browser/known-messages.ts'
import { paintedRows } from '#lib/browser/message-list.ts'
import { paint } from '#lib/browser/painted.ts'
import type { PendingChange } from '#lib/browser/pending-change.ts'
import { countsOf } from '#lib/mail/apply-to-counts.ts'
import { NO_MEMBERS } from '#lib/mail/conversation-rows.ts'
import { folderPlace } from '#lib/mail/place.ts'

const INBOX = folderIdOf('INBOX')
const TRASH = folderIdOf('Trash')
const id = (uid: number) => `${INBOX}.1.${uid}`

function knowing(flags: Record<number, string[]>): KnownMessages {
  const known = new KnownMessages()
  known.put(
    Object.entries(flags).map(
      ([uid, own]) =>
        ({ id: id(Number(uid)), folderId: INBOX, uid: Number(uid), flags: own }) as MessageSummary,
    ),
  )
  return known
}

function pending(change: Change, more: Partial<PendingChange> = {}): PendingChange {
  const changeId = crypto.randomUUID()
  return {
    change,
    changeId,
    batch: changeId,
    count: 1,
    said: null,
    since: 0,
    state: 'sent',
    stopping: false,
    undone: false,
    touched: new Set(),
    ...more,
  }
}

const read = (...uids: number[]): Change => ({
  kind: 'flag',
  messages: { ids: uids.map(id) },
  add: ['\\Seen'],
})

test('a pending flag is painted over the truth, and an echo of it alters nothing', () => {
  const known = knowing({ 1: [], 2: ['\\Seen'] })
  const waiting = [pending(read(1, 2))]
  expect(paint(known, waiting).summaryOf(id(1))?.flags).toEqual(['\\Seen'])
  known.setFlags([{ id: id(1), flags: ['\\Seen'] }])
  expect(paint(known, waiting).summaryOf(id(1))?.flags).toEqual(['\\Seen'])
  expect(paint(known, []).summaryOf(id(1))?.flags).toEqual(['\\Seen'])
})

test('a change that is undone before its answer is no longer painted', () => {
  const known = knowing({ 1: [] })
  const painted = paint(known, [pending(read(1), { undone: true })])
  expect(painted.summaryOf(id(1))?.flags).toEqual([])
})

test('a message that was never in a list is painted from what was read of it', () => {
  const painted = paint(new KnownMessages(), [pending(read(5))])
  expect(painted.flagsOf(id(5), ['\\Flagged'])).toEqual(['\\Flagged', '\\Seen'])
})

const rowsPainted = (
  ids: readonly (string | undefined)[],
  painted: ReturnType<typeof paint>,
  view: Parameters<typeof paintedRows>[2],
) => paintedRows({ ids, members: NO_MEMBERS }, painted, view).ids

test('a row on its way out is not painted, and rows nobody looked at keep their places', () => {
  const rows = [id(4), id(3), undefined, id(1)]
  const painted = paint(new KnownMessages(), [pending({ kind: 'delete', messages: { ids: [id(3)] } })])
  expect(rowsPainted(rows, painted, folderPlace(INBOX))).toEqual([id(4), undefined, id(1)])
})

test('a whole view on its way out takes the rows that nobody looked at along, but not what came since', () => {
  const rows = [id(12), id(4), undefined, id(1)]
  const all = { folderId: INBOX, until: 10, except: [id(1)] }
  const painted = paint(new KnownMessages(), [pending({ kind: 'move', messages: { all }, to: TRASH })])
  expect(rowsPainted(rows, painted, folderPlace(INBOX))).toEqual([id(12), id(1)])
})

test('a search over all folders on its way out takes its rows along, wherever they are', () => {
  const rows = [id(12), id(4), undefined, id(1)]
  const all = { folderId: 'all', q: 'rent', until: { [INBOX]: 10 }, except: [id(1)] }
  const touched = new Set([id(12), id(4)])
  const entry = pending({ kind: 'move', messages: { all }, to: TRASH }, { touched })
  const painted = paint(new KnownMessages(), [entry])
  const search = { ...folderPlace(INBOX), q: 'rent', everywhere: true }
  expect(rowsPainted(rows, painted, search)).toEqual([id(12), id(1)])
  expect(rowsPainted(rows, painted, { ...search, q: 'other' })).toEqual([id(12), undefined, id(1)])
})

const folder = (folderId: string, role: 'inbox' | 'trash', total: number, unread: number) => ({
  id: folderId,
  path: role,
  name: role,
  parentId: null,
  delimiter: '/',
  role,
  selectable: true,
  subscribed: true,
  total,
  unread,
  uidValidity: 1,
  uidNext: 1,
})
const FOLDERS = [folder(INBOX, 'inbox', 10, 3), folder(TRASH, 'trash', 0, 0)]
const figures = (folders: readonly { total: number | null; unread: number | null }[]) =>
  folders.map(({ total, unread }) => [total, unread])

test('counts are painted at once and stay when the answer comes, until the server tells its own', () => {
  const known = knowing({ 1: [], 2: ['\\Seen'] })
  const counts = new FolderCounts()
  const change: Change = { kind: 'delete', messages: { ids: [id(1), id(2)] } }
  counts.add(
    'a',
    countsOf(FOLDERS, [], { change }, (row) => known.get(row)),
  )
  expect(figures(counts.paint(FOLDERS))).toEqual([
    [8, 2],
    [2, 1],
  ])
  const told = [folder(INBOX, 'inbox', 8, 2), folder(TRASH, 'trash', 0, 0)]
  counts.told(INBOX, () => true)
  expect(figures(counts.paint(told))).toEqual([
    [8, 2],
    [2, 1],
  ])
})

test('counts that the server told before a change was sent do not have it in them', () => {
  const known = knowing({ 1: [] })
  const counts = new FolderCounts()
  counts.add(
    'a',
    countsOf(FOLDERS, [], { change: read(1) }, (row) => known.get(row)),
  )
  counts.told(INBOX, () => false)
  expect(figures(counts.paint(FOLDERS))[0]).toEqual([10, 2])
})

test('a change that fails takes its counts with it', () => {
  const known = knowing({ 1: [] })
  const counts = new FolderCounts()
  counts.add(
    'a',
    countsOf(FOLDERS, [], { change: read(1) }, (row) => known.get(row)),
  )
  counts.drop('a')
  expect(figures(counts.paint(FOLDERS))).toEqual(figures(FOLDERS))
})

test('reading what is being read already counts once', () => {
  const known = knowing({ 1: [] })
  const first = pending(read(1))
  expect([...countsOf(FOLDERS, [first], { change: read(1) }, (row) => known.get(row))]).toEqual([])
})
