import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '#lib/api/changes.ts'
import type { Folder, Role } from '#lib/api/folders.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import {
  type Asked,
  covers,
  flagsAfter,
  leavesBy,
  overlaps,
  renamed,
  withoutRows,
} from '#lib/mail/apply-change.ts'
import { countsAfter } from '#lib/mail/apply-to-counts.ts'

const inbox = folderIdOf('INBOX')
const trash = folderIdOf('Trash')
const old = folderIdOf('Trash/old')
const id = (uid: number, folderId = inbox) => messageIdOf({ folderId, uidValidity: 7, uid })
const star = (...uids: number[]): Change => ({
  kind: 'flag',
  messages: { ids: uids.map((uid) => id(uid)) },
  add: ['\\Flagged'],
})
const read = (...uids: number[]): Change => ({
  kind: 'flag',
  messages: { ids: uids.map((uid) => id(uid)) },
  add: ['\\Seen'],
})
const bin = (...uids: number[]): Change => ({ kind: 'delete', messages: { ids: uids.map((uid) => id(uid)) } })
const asked = (...changes: Change[]): Asked[] => changes.map((change) => ({ change }))

describe('which messages a change is about', () => {
  const all = (more: object = {}): Asked => ({
    change: { kind: 'delete', messages: { all: { folderId: inbox, ...more } } },
  })

  test('named ones, and no others', () => {
    const change = { change: star(1, 3) }
    expect([1, 2, 3].map((uid) => covers(change, id(uid)))).toEqual([true, false, true])
  })

  test('a whole folder, up to what was seen and without the exceptions', () => {
    const change = all({ until: 5, except: [id(2)] })
    expect([1, 2, 4, 5].map((uid) => covers(change, id(uid)))).toEqual([true, false, true, false])
    expect(covers(change, id(1, trash))).toBe(false)
  })

  test('of a search over all folders the rows that were loaded, in the folders that were seen', () => {
    const rows = [id(1), id(9), id(1, trash), id(1, old)]
    const view = { folderId: 'all', q: 'x', except: [id(1, trash)] }
    const asked = (until?: Record<string, number>): Asked => ({
      change: { kind: 'delete', messages: { all: { ...view, until } } },
      touched: new Set(rows),
    })
    expect(rows.map((row) => covers(asked(), row))).toEqual([true, true, false, true])
    const seen = asked({ [inbox]: 5, [trash]: 5 })
    expect(rows.map((row) => covers(seen, row))).toEqual([true, false, false, false])
  })

  test('of a searched or filtered view the rows that were loaded', () => {
    for (const more of [{ q: 'x' }, { filter: ['unread'] }]) {
      expect(covers(all(more), id(1))).toBe(false)
      expect(covers({ ...all(more), touched: new Set([id(1)]) }, id(1))).toBe(true)
    }
  })
})

describe('painting', () => {
  test('the echo of one’s own change alters nothing', () => {
    const once = flagsAfter(asked(star(1)), id(1), ['\\Seen'])
    expect(flagsAfter(asked(star(1)), id(1), once)).toEqual(once)
    expect(once).toEqual(['\\Seen', '\\Flagged'])
  })

  test('changes are painted in the order they were asked', () => {
    const unstar: Change = { kind: 'flag', messages: { ids: [id(1)] }, remove: ['\\flagged'] }
    expect(flagsAfter(asked(star(1), unstar), id(1), [])).toEqual([])
    expect(flagsAfter(asked(unstar, star(1)), id(1), ['\\Flagged'])).toEqual(['\\Flagged'])
  })

  test('a change left out of the painting leaves no trace', () => {
    expect(flagsAfter([], id(1), ['\\Seen'])).toEqual(['\\Seen'])
  })

  test('painting twice is painting once, for any changes', () => {
    const flag = fc.constantFrom('\\Seen', '\\Flagged', '$Junk', 'todo')
    const change = fc
      .record({ add: fc.uniqueArray(flag), remove: fc.uniqueArray(flag) })
      .map((flags): Asked => ({ change: { kind: 'flag', messages: { ids: [id(1)] }, ...flags } }))
    fc.assert(
      fc.property(fc.array(change), fc.uniqueArray(flag), (pending, truth) => {
        const once = flagsAfter(pending, id(1), truth)
        expect([...flagsAfter(pending, id(1), once)].sort()).toEqual([...once].sort())
        expect(new Set(once).size).toBe(once.length)
      }),
    )
  })

  test('what is deleted leaves its place, and rows that were never loaded keep theirs', () => {
    const rows = [id(1), undefined, id(2), undefined, id(3)]
    const pending = asked(bin(2))
    const left = withoutRows(rows, (row) => leavesBy(pending, row))
    expect(left).toEqual([id(1), undefined, undefined, id(3)])
    expect(withoutRows(left, (row) => leavesBy(pending, row))).toEqual(left)
  })
})

describe('counts', () => {
  const folder = (
    path: string,
    role: Role | null,
    total: number,
    unread: number,
    parentId: string | null = null,
  ): Folder => ({
    id: folderIdOf(path),
    path,
    name: path,
    parentId,
    delimiter: '/',
    role,
    selectable: true,
    subscribed: true,
    total,
    unread,
    uidValidity: 7,
    uidNext: 100,
  })
  const folders = [
    folder('INBOX', 'inbox', 10, 4),
    folder('Trash', 'trash', 2, 0),
    folder('Trash/old', null, 1, 1, trash),
  ]
  const truth = new Map([
    [id(1), { id: id(1), folderId: inbox, flags: [] as string[] }],
    [id(2), { id: id(2), folderId: inbox, flags: ['\\Seen'] }],
    [id(9, old), { id: id(9, old), folderId: old, flags: [] as string[] }],
  ])
  const counts = (pending: Asked[], known = truth) =>
    countsAfter(folders, pending, (row) => known.get(row)).map(({ total, unread }) => [total, unread])

  test('nothing pending, nothing painted', () => {
    expect(counts([])).toEqual([
      [10, 4],
      [2, 0],
      [1, 1],
    ])
  })

  test('reading counts once, however often it is asked, and not for what was read', () => {
    expect(counts(asked(read(1), read(1), read(2)))).toEqual([
      [10, 3],
      [2, 0],
      [1, 1],
    ])
  })

  test('deleting takes from here and brings to the trash; from below the trash for good', () => {
    expect(counts(asked(bin(1, 2)))).toEqual([
      [8, 3],
      [4, 1],
      [1, 1],
    ])
    expect(counts(asked({ kind: 'delete', messages: { ids: [id(9, old)] } }))).toEqual([
      [10, 4],
      [2, 0],
      [0, 0],
    ])
  })

  test('a message read and then deleted is unread nowhere', () => {
    expect(counts(asked(read(1), bin(1)))).toEqual([
      [9, 3],
      [3, 0],
      [1, 1],
    ])
  })

  test('what the truth has lost already is not counted twice', () => {
    expect(counts(asked(bin(1)), new Map())).toEqual([
      [10, 4],
      [2, 0],
      [1, 1],
    ])
  })

  test('a copy takes nothing', () => {
    expect(counts(asked({ kind: 'copy', messages: { ids: [id(1)] }, to: trash }))).toEqual([
      [10, 4],
      [3, 1],
      [1, 1],
    ])
  })

  test('a whole folder counts as a state', () => {
    const all = (change: object): Asked[] => [
      { change: { messages: { all: { folderId: inbox, except: [id(1)] } }, ...change } as Change },
    ]
    expect(counts(all({ kind: 'flag', add: ['\\Seen'] }))).toEqual([
      [10, 1],
      [2, 0],
      [1, 1],
    ])
    expect(counts(all({ kind: 'flag', remove: ['\\Seen'] }))).toEqual([
      [10, 10],
      [2, 0],
      [1, 1],
    ])
    expect(counts(all({ kind: 'move', to: trash }))).toEqual([
      [1, 1],
      [11, 3],
      [1, 1],
    ])
  })
})

test('changes about the same message wait for one another, and everything waits for an undo', () => {
  const [a] = asked(star(1, 2))
  const [b] = asked(bin(2))
  const [c] = asked(bin(3))
  const [undo] = asked({ kind: 'undo', token: 't' })
  if (!a || !b || !c || !undo) throw new Error('four changes')
  expect([overlaps(a, b), overlaps(a, c), overlaps(undo, a), overlaps(a, undo)]).toEqual([
    true,
    false,
    true,
    true,
  ])
  const whole: Asked = { change: { kind: 'delete', messages: { all: { folderId: inbox } } } }
  expect([overlaps(whole, a), overlaps(a, whole)]).toEqual([true, true])
  const found = (until?: Record<string, number>): Asked => ({
    change: { kind: 'delete', messages: { all: { folderId: 'all', q: 'x', until } } },
  })
  const others = [a, whole, found({ [inbox]: 3 }), found({ [old]: 3 }), found()]
  const overlapped = (one: Asked) => others.map((other) => [overlaps(one, other), overlaps(other, one)])
  expect(overlapped(found()).flat()).toEqual(Array.from({ length: 10 }, () => true))
  expect(overlapped(found({ [trash]: 3 })).flat()).toEqual([
    ...Array.from({ length: 8 }, () => false),
    true,
    true,
  ])
})

test('what waits behind a move is told the new ids', () => {
  const moved = new Map([
    [id(1), id(5, trash)],
    [id(2), null],
  ])
  expect(renamed(star(1, 3), moved)).toEqual({ ...star(), messages: { ids: [id(5, trash), id(3)] } })
  expect(renamed(star(2), moved)).toBeNull()
  expect(renamed({ kind: 'undo', token: 't' }, moved)).toEqual({ kind: 'undo', token: 't' })
})
