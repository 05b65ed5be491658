import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import {
  countOf,
  isSelected,
  messagesOf,
  NOTHING,
  ranged,
  toggled,
  wholeView,
  without,
} from '#lib/browser/selection.ts'
import { folderPlace } from '#lib/mail/place.ts'

const INBOX = folderIdOf('INBOX')
const id = (uid: number) => `${INBOX}.1.${uid}`
const rows = [id(9), id(8), undefined, id(6), id(5)]
const view = { ...folderPlace(INBOX), q: 'rent', filter: ['unread' as const] }
const whole = wholeView(view, 100, rows)

test('a row is selected by one press and let go by the next', () => {
  const once = toggled(NOTHING, id(9))
  expect(isSelected(once, id(9))).toBe(true)
  expect(countOf(toggled(once, id(9)), rows)).toBe(0)
})

test('a range goes from the last selected row to this one, both ways, and adds', () => {
  const down = ranged(toggled(NOTHING, id(8)), rows, id(5))
  expect(messagesOf(down)).toEqual({ ids: [id(8), id(6), id(5)] })
  const up = ranged(toggled(toggled(NOTHING, id(9)), id(6)), rows, id(8))
  expect(new Set('ids' in messagesOf(up) ? (messagesOf(up) as { ids: string[] }).ids : [])).toEqual(
    new Set([id(9), id(6), id(8)]),
  )
})

test('a second range begins where the first one began', () => {
  const first = ranged(toggled(NOTHING, id(9)), rows, id(6))
  expect(first).toMatchObject({ anchor: id(9) })
})

test('a range to a row that has left the list selects what was pressed', () => {
  expect(messagesOf(ranged(toggled(NOTHING, id(77)), rows, id(8)))).toEqual({ ids: [id(77), id(8)] })
})

test('a whole view is named by its folder, its search and what the person saw of it', () => {
  expect(messagesOf(toggled(whole, id(5)))).toEqual({
    all: {
      folderId: INBOX,
      until: 100,
      uidValidity: { [INBOX]: 1 },
      q: 'rent',
      filter: ['unread'],
      except: [id(5)],
    },
  })
  const many = [id(9), id(5), ...Array.from({ length: 48_211 }, () => undefined)]
  expect(countOf(toggled(whole, id(5)), many)).toBe(48_212)
  expect(isSelected(toggled(whole, id(5)), id(5))).toBe(false)
})

test('a search over all folders is named by its query and how far each folder was seen', () => {
  const everywhere = { ...view, everywhere: true }
  const until = { [INBOX]: 10, [folderIdOf('Archive')]: 4 }
  const selected = toggled(wholeView(everywhere, until, rows), id(5))
  expect(messagesOf(selected)).toEqual({
    all: { folderId: 'all', until, uidValidity: { [INBOX]: 1 }, q: 'rent', except: [id(5)] },
  })
})

test('what came after a whole view was selected is not in it, and is not counted', () => {
  const came = id(101)
  expect(isSelected(whole, came)).toBe(false)
  expect(isSelected(whole, id(99))).toBe(true)
  expect(toggled(whole, came)).toBe(whole)
  expect(countOf(whole, [came, id(99), undefined])).toBe(2)
  const unseen = `${folderIdOf('Archive')}.1.1`
  const search = wholeView({ ...view, everywhere: true }, { [INBOX]: 100 }, rows)
  expect([id(99), unseen].map((row) => isSelected(search, row))).toEqual([true, false])
})

test('rows that have gone are no longer selected', () => {
  const two = toggled(toggled(NOTHING, id(9)), id(8))
  expect(messagesOf(without(two, (row) => row === id(9)))).toEqual({ ids: [id(8)] })
  expect(without(two, () => false)).toBe(two)
})
