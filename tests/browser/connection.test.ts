import { afterEach, expect, test, vi } from 'vitest'
import { connection, onBackOnline, untilOnline } from '#lib/browser/connection.ts'
import { renamedTo } from '#lib/browser/follow-folder.ts'
import { folder as aFolder } from '#tests/mail/a-folder.ts'

afterEach(() => {
  vi.useRealTimers()
  connection.set('online')
})

test('who waits for the connection goes on when it is there, at once where it is there already', async () => {
  expect(await untilOnline(60_000)).toBe(true)
  connection.set('reconnecting')
  const waiting = untilOnline(60_000)
  connection.set('offline')
  connection.set('online')
  expect(await waiting).toBe(true)
})

test('nobody waits for ever, and a connection that comes later changes nothing more', async () => {
  vi.useFakeTimers()
  connection.set('offline')
  const waiting = untilOnline(60_000)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await waiting).toBe(false)
  connection.set('online')
})

test('coming back is told once each time, and a change of what is wrong is not coming back', () => {
  let told = 0
  const end = onBackOnline(() => {
    told++
  })
  for (const state of ['reconnecting', 'offline', 'online', 'online', 'reconnecting', 'online'] as const)
    connection.set(state)
  expect(told).toBe(2)
  end()
  connection.set('offline')
  connection.set('online')
  expect(told).toBe(2)
})

const folder = (path: string, uidValidity: number, uidNext = 10) => aFolder(path, { uidValidity, uidNext })

test('a folder that was renamed elsewhere is found by what a rename keeps', () => {
  const [inbox, plans] = [folder('INBOX', 1), folder('Plans', 77)]
  const renamed = folder('Ideas', 77, 12)
  expect(renamedTo(plans, [inbox, plans], [inbox, renamed])).toBe(renamed)
})

test('a folder that was deleted has no new name', () => {
  const [inbox, plans] = [folder('INBOX', 1), folder('Plans', 77)]
  expect(renamedTo(plans, [inbox, plans], [inbox])).toBeNull()
  expect(renamedTo(plans, [inbox, plans], [inbox, folder('Made just now', 78)])).toBeNull()
  // One that was there before is another one, whatever its number.
  const twin = folder('Twin', 77)
  expect(renamedTo(plans, [inbox, plans, twin], [inbox, twin])).toBeNull()
  // One that was emptied of its past is another one too.
  expect(renamedTo(plans, [inbox, plans], [inbox, folder('Anew', 77, 1)])).toBeNull()
})

test('where two folders could be it, neither is', () => {
  const plans = folder('Plans', 77)
  expect(renamedTo(plans, [plans], [folder('One', 77), folder('Two', 77)])).toBeNull()
})
