import { expect, test } from 'vitest'
import { keptMine, mustBeSaved, type OpenDraft, saved, written } from '#lib/browser/open-draft.ts'

const upload = { uploadId: 'u'.repeat(32) }
const open: OpenDraft = {
  ...{ key: '0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7a10', account: 'mara', quotedHtml: null },
  ...{ version: 1, savedVersion: 1, changedAt: 0 },
  draft: { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [upload] },
}
const part = { messageId: 'd2', partId: '2', filename: 'plan.pdf' }
const place = { id: 'd2', attachments: [{ ...part, contentType: 'application/pdf', size: 9 }] }

test('what was written while a save was on its way is saved next', () => {
  const sent = written(open, { text: 'one' }, 1)
  const now = saved(written(sent, { text: 'one two' }, 2), sent, place)
  expect(now.draft).toMatchObject({ text: 'one two', draftId: 'd2' })
  expect(mustBeSaved(now)).toBe(true)
  expect(mustBeSaved(saved(sent, sent, place))).toBe(false)
})

test('what is attached is named by its place in the stored draft, what came meanwhile is not', () => {
  const other = { uploadId: 'v'.repeat(32) }
  const now = saved(written(open, { attachments: [upload, other] }, 1), open, place)
  expect(now.draft.attachments).toEqual([part, other])
})

test("nothing is saved over another device's version until the person says so", () => {
  const met = { ...written(open, { text: 'mine' }, 1), newer: 'd3' }
  expect(mustBeSaved(met)).toBe(false)
  expect(mustBeSaved(keptMine(met))).toBe(true)
  expect(keptMine(met).draft.draftId).toBe('d3')
})

test('nothing is saved while it is being sent', () => {
  expect(mustBeSaved({ ...written(open, {}, 1), sendKey: open.key })).toBe(false)
})
