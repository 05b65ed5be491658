import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { compareSummaries } from '#lib/mail/compare-summaries.ts'
import { FoundSoFar } from '#lib/mail/found-so-far.ts'

const DAY = 86_400_000

function row(folder: string, uid: number, day: number): MessageSummary {
  const folderId = folderIdOf(folder)
  const date = new Date(day * DAY).toISOString()
  return {
    ...{
      id: `${folderId}.1.${uid}`,
      folderId,
      uid,
      threadId: '',
      subject: `${folder} ${uid}`,
      from: [],
      to: [],
    },
    ...{ date, receivedAt: date, size: 1, flags: [], hasAttachments: false, preview: '' },
  }
}

const names = (rows: readonly MessageSummary[]) => rows.map(({ subject }) => subject)

test('folders are one list, newest first, equal ones in the order of their folders', () => {
  const found = new FoundSoFar('-date')
  found.add({ folderId: folderIdOf('B'), total: 2, messages: [row('B', 2, 9), row('B', 1, 3)] })
  found.add({ folderId: folderIdOf('INBOX'), total: 2, messages: [row('INBOX', 2, 9), row('INBOX', 1, 1)] })
  found.add({ folderId: folderIdOf('A'), total: 1, messages: [row('A', 1, 9)] })
  expect(names(found.rows)).toEqual(['INBOX 2', 'A 1', 'B 2', 'B 1', 'INBOX 1'])
  expect(names(found.certainRows)).toEqual(names(found.rows))
  expect(found.total).toBe(5)
})

test('behind the last known row of a folder that has more nothing is certain', () => {
  const found = new FoundSoFar('-date')
  found.add({ folderId: folderIdOf('A'), total: 9, messages: [row('A', 9, 9), row('A', 8, 7)] })
  found.add({ folderId: folderIdOf('B'), total: 2, messages: [row('B', 2, 8), row('B', 1, 3)] })
  expect(names(found.rows)).toEqual(['A 9', 'B 2', 'A 8', 'B 1'])
  expect(names(found.certainRows)).toEqual(['A 9', 'B 2', 'A 8'])
})

describe('whatever the folders hold', () => {
  const days = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
  const folders = fc.array(days, { minLength: 1, maxLength: 6 })
  test('certain rows are the first of all, and no row goes when a folder comes', () => {
    fc.assert(
      fc.property(folders, fc.integer({ min: 1, max: 5 }), (held, told) => {
        const all = held.map((dates, at) =>
          dates.toSorted((a, b) => b - a).map((day, uid) => row(`F${at}`, uid, day)),
        )
        const found = new FoundSoFar('-date')
        let before: MessageSummary[] = []
        for (const [at, rows] of all.entries()) {
          found.add({ folderId: folderIdOf(`F${at}`), total: rows.length, messages: rows.slice(0, told) })
          expect(found.rows).toEqual(expect.arrayContaining(before))
          before = found.rows
        }
        const whole = all.flat().sort((a, b) => compareSummaries(a, b, '-date'))
        expect(names(found.certainRows)).toEqual(names(whole.slice(0, found.certainRows.length)))
        expect(found.total).toBe(whole.length)
      }),
    )
  })
})
