import { expect, test, vi } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { stateFor } from '#lib/browser/first-mail.ts'
import { listOf } from '#lib/browser/lists.ts'
import { eventOf } from '#lib/browser/live-event.ts'
import { learnEvent } from '#lib/browser/live-news.ts'
import { OpenFolders } from '#lib/browser/live-tabs.ts'
import { folderPlace } from '#lib/mail/place.ts'

const INBOX = folderIdOf('INBOX')
const CLIENTS = folderIdOf('Clients')
const id = (uid: number, folderId = INBOX) => `${folderId}.1.${uid}`
const summary = (uid: number, folderId = INBOX) =>
  ({ id: id(uid, folderId), folderId, uid, flags: [] as string[] }) as MessageSummary

const folder = {
  id: INBOX,
  path: 'INBOX',
  name: 'Inbox',
  parentId: null,
  delimiter: '/',
  role: 'inbox' as const,
  selectable: true,
  subscribed: true,
  total: 3,
  unread: 3,
  uidValidity: 1,
  uidNext: 4,
}

/** A tab that shows three messages of the inbox. */
function tab() {
  const place = folderPlace(INBOX)
  const page = { total: 3, offset: 0, messages: [summary(3), summary(2), summary(1)], uidNext: 4 }
  const state = stateFor({ place, now: '2026-01-01T00:00:00.000Z', page, folders: [folder] })
  return { state, pages: listOf(state, place) }
}

const messages = (more: object) => ({
  name: 'messages' as const,
  data: { folderId: INBOX, state: 's', added: [], changed: [], removed: [], ...more },
})
const live = new Set([INBOX])

test('another client’s flags and expunges appear; hearing of them twice changes nothing more', () => {
  const { state, pages } = tab()
  const event = messages({ changed: [{ id: id(2), flags: ['\\Flagged'] }], removed: [id(3)] })
  for (const _ of [1, 2]) learnEvent(state, event, live)
  expect(pages.snapshot.ids).toEqual([id(2), id(1)])
  expect(state.painted.get().summaryOf(id(2))?.flags).toEqual(['\\Flagged'])
})

test('new mail has the list of its folder read again, and no other', () => {
  const { state, pages } = tab()
  const other = listOf(state, folderPlace(CLIENTS), { total: 1, offset: 0, messages: [summary(1, CLIENTS)] })
  const [here, there] = [vi.spyOn(pages, 'expire'), vi.spyOn(other, 'expire')]
  learnEvent(state, messages({ added: [id(4)] }), live)
  expect([here.mock.calls.length, there.mock.calls.length]).toEqual([1, 0])
})

test('mail that is in the list already is no news', () => {
  const { state, pages } = tab()
  const expire = vi.spyOn(pages, 'expire')
  learnEvent(state, messages({ added: [id(3)] }), live)
  expect(expire).not.toHaveBeenCalled()
})

test('counts that are told replace those that are known', () => {
  const { state } = tab()
  learnEvent(
    state,
    { name: 'folders', data: { folders: [{ id: INBOX, total: 9, unread: 1, state: 's' }] } },
    live,
  )
  expect(state.queries.getQueryData(['folders'])).toMatchObject([{ total: 9, unread: 1 }])
})

test('a folder that nobody listens to is read again when it is looked at next', () => {
  const { state, pages } = tab()
  const expire = vi.spyOn(pages, 'expire')
  const event = {
    name: 'folders' as const,
    data: { folders: [{ id: INBOX, total: 4, unread: 4, state: 't' }] },
  }
  learnEvent(state, event, live)
  expect(expire).not.toHaveBeenCalled()
  learnEvent(state, event, new Set())
  expect(expire).toHaveBeenCalledOnce()
})

test('a reset has everything read again', () => {
  const { state, pages } = tab()
  const expire = vi.spyOn(pages, 'expire')
  learnEvent(state, { name: 'reset', data: {} }, live)
  expect(expire).toHaveBeenCalledOnce()
})

test('an event that is none of ours is not heard', () => {
  expect(eventOf('messages', { folderId: 'not a folder!' })).toBeNull()
  expect(eventOf('toString', {})).toBeNull()
  expect(eventOf('connection', { status: 'online' })).toEqual({
    name: 'connection',
    data: { status: 'online' },
  })
})

test('the stream is for the folders of all tabs, each once', () => {
  const open = new OpenFolders()
  open.set('a', INBOX)
  open.set('b', CLIENTS)
  open.set('c', INBOX)
  expect(open.all()).toEqual([CLIENTS, INBOX].sort())
  open.set('b', null)
  expect(open.all()).toEqual([INBOX])
})
