import { expect, test } from 'vitest'
import { withoutLostPictures } from '#lib/browser/letter.ts'
import {
  keptMine,
  mustBeSaved,
  type OpenDraft,
  type OpenFile,
  saved,
  toStore,
  written,
} from '#lib/browser/open-draft.ts'

const KEY = '0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7a10'

function file(n: number, more: Partial<OpenFile> = {}): OpenFile {
  const key = `0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7b0${n}`
  const about = { filename: `${n}.pdf`, contentType: 'application/pdf', size: 9, inline: false }
  return { key, ...about, contentId: null, ref: { uploadId: String(n).repeat(32) }, ...more }
}

const open: OpenDraft = {
  ...{ key: KEY, account: 'mara', quotedHtml: null, fate: 'open', files: [file(1)] },
  ...{ version: 1, savedVersion: 1, given: 0, changedAt: 0 },
  draft: { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [] },
}
const part = { messageId: 'd2', partId: '2', filename: '1.pdf', contentType: 'application/pdf', size: 9 }
const place = { id: 'd2', attachments: [part] }

test('what was written while a save was on its way is saved next', () => {
  const sent = written(open, { draft: { text: 'one' } }, 1)
  const now = saved(written(sent, { draft: { text: 'one two' } }, 2), sent, place, 3)
  expect(now.draft).toMatchObject({ text: 'one two', draftId: 'd2' })
  expect(mustBeSaved(now)).toBe(true)
  expect(mustBeSaved(saved(sent, sent, place, 3))).toBe(false)
})

test('what is attached is named by its place in the stored draft, what came meanwhile is not', () => {
  const now = saved(written(open, { files: [file(1), file(2)] }, 1), open, place, 2)
  expect(now.files.map(({ ref }) => ref)).toEqual([{ messageId: 'd2', partId: '2' }, file(2).ref])
})

test('pictures are found by their content id, in whatever order the message holds them', () => {
  const picture = file(2, { contentId: 'p@postern', inline: true })
  const sent = written(open, { files: [file(1), picture, file(3)] }, 1)
  const attachments = [
    { ...part, partId: '1.2', filename: '2.pdf', contentId: 'p@postern' },
    { ...part, partId: '2' },
    { ...part, partId: '3', filename: '3.pdf' },
  ]
  const now = saved(sent, sent, { id: 'd2', attachments }, 2)
  expect(now.files.map(({ ref }) => ref && 'partId' in ref && ref.partId)).toEqual(['2', '1.2', '3'])
})

test('a file that the server has not got yet is not named to it', () => {
  const sent = { ...open, files: [file(1, { ref: null }), file(2)] }
  expect(toStore(sent)).toMatchObject({ writer: KEY, attachments: [{ filename: '2.pdf' }] })
  const now = saved(sent, sent, { id: 'd2', attachments: [part] }, 1)
  expect(now.files.map(({ ref }) => ref)).toEqual([null, { messageId: 'd2', partId: '2' }])
})

test('a picture goes along as long as the text or the quotation beneath shows it', () => {
  const picture = file(2, { contentId: 'p@postern', inline: true })
  const shown = '<img src="cid:p@postern">'
  const left = (html: string, quotedHtml: string | null) =>
    withoutLostPictures({ ...open, files: [file(1), picture], quotedHtml, draft: { ...open.draft, html } })
      .files
  expect(left(shown, null)).toEqual([file(1), picture])
  expect(left('', shown)).toEqual([file(1), picture])
  expect(left('', '')).toEqual([file(1)])
})

test("nothing is saved over another device's version until the person says so", () => {
  const met = { ...written(open, { draft: { text: 'mine' } }, 1), newer: 'd3' }
  expect(mustBeSaved(met)).toBe(false)
  expect(mustBeSaved(keptMine(met))).toBe(true)
  expect(keptMine(met).draft.draftId).toBe('d3')
})

test('nothing is saved while it is being sent, or when it is thrown away', () => {
  const changed = written(open, {}, 1)
  expect(mustBeSaved({ ...changed, fate: 'sending' })).toBe(false)
  expect(mustBeSaved({ ...changed, fate: 'discarded' })).toBe(false)
  expect(mustBeSaved({ ...changed, fate: 'closed' })).toBe(true)
})

test('what is written after a send that nobody answered is sent under another key', () => {
  expect(written({ ...open, sendKey: KEY }, {}, 1).sendKey).toBeUndefined()
})
