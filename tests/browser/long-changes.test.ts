import { expect, test } from 'vitest'
import type { Change } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import { partsOf } from '#lib/browser/change-parts.ts'
import { longBatches, workOf } from '#lib/browser/long-changes.ts'
import type { PendingChange } from '#lib/browser/pending-change.ts'
import { storeChanges, storedChanges } from '#lib/browser/stored-changes.ts'

const INBOX = folderIdOf('INBOX')
const id = (uid: number) => `${INBOX}.1.${uid}`
const flag = (...ids: string[]): Change => ({ kind: 'flag', messages: { ids }, add: ['\\Seen'] })

function pending(more: Partial<PendingChange> = {}): PendingChange {
  const changeId = more.changeId ?? crypto.randomUUID()
  return {
    change: { kind: 'delete', messages: { all: { folderId: INBOX, until: 9 } } },
    changeId,
    batch: changeId,
    count: 50_000,
    said: 'Deleted 50,000 messages',
    since: 0,
    state: 'sent',
    stopping: false,
    undone: false,
    touched: new Set(),
    ...more,
  }
}

test('a change of more messages than a call may name is made in parts, none named twice and none left out', () => {
  const ids = Array.from({ length: 2_500 }, (_, at) => id(at + 1))
  const parts = partsOf(flag(...ids))
  const named = parts.map((part) => ('messages' in part && 'ids' in part.messages ? part.messages.ids : []))
  expect(named.map(({ length }) => length)).toEqual([1_000, 1_000, 500])
  expect(named.flat()).toEqual(ids)
})

test('a view, an undo and a few messages are one call', () => {
  const { change } = pending()
  const undo: Change = { kind: 'undo', token: 'x' }
  expect(partsOf(change)).toEqual([change])
  expect(partsOf(undo)).toEqual([undo])
  expect(partsOf(flag(id(1)))).toEqual([flag(id(1))])
})

test('what one press began is one bar, however many calls that took; a few messages have none', () => {
  const batch = crypto.randomUUID()
  const parts = [pending({ batch, count: 1_000 }), pending({ batch, count: 200 })]
  expect(longBatches([...parts, pending({ count: 500 })])).toEqual([parts])
})

test('its undo, under way while a part of it still is, is a bar of its own', () => {
  const batch = crypto.randomUUID()
  const change = pending({ batch })
  const undo = pending({ batch, change: { kind: 'undo', token: 'x' } })
  expect(longBatches([change, undo])).toEqual([[change], [undo]])
})

test('a bar says what is done of all: what the server told, and nothing of parts it has not told of', () => {
  const parts = [pending({ count: 1_000 }), pending({ count: 1_000 })]
  const told = new Map([[parts[0]?.changeId ?? '', { done: 600, total: 1_000 }]])
  expect(workOf(parts, told, null)).toMatchObject({
    text: 'Deleting 2,000 messages',
    done: 600,
    total: 2_000,
  })
})

test('a bar is stopping when every part is', () => {
  const parts = [pending({ stopping: true }), pending()]
  expect(workOf(parts, new Map(), null).stopping).toBe(false)
  expect(workOf(parts.slice(0, 1), new Map(), null).stopping).toBe(true)
})

test('what is under way survives a reload with its size, its batch and whether it was undone', async () => {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true })
  const batch = crypto.randomUUID()
  const entries = [pending({ batch, since: 1 }), pending({ batch, since: 1, undone: true })]
  storeChanges(entries)
  expect(await storedChanges(2)).toEqual(entries.map((entry) => ({ ...entry, state: 'waiting' })))
  expect(await storedChanges(11 * 60_000)).toEqual([])
  storeChanges([])
  expect(items.size).toBe(0)
})
