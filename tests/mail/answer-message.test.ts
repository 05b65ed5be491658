import { expect, test } from 'vitest'
import { Draft } from '#lib/api/compose.ts'
import type { Message } from '#lib/api/messages.ts'
import { editAsNew, forward, forwardAsFile, replyTo, replyToAll } from '#lib/mail/answer-message.ts'
import { isAttribution } from '#lib/mail/quoted-text.ts'

const ada = { name: 'Ada', address: 'ada@example.net' }
const mara = { name: '', address: 'mara@example.org' }
const bo = { name: 'Bo', address: 'bo@example.net' }
const file = { partId: '2', filename: 'plan.pdf', contentType: 'application/pdf', size: 9 }
const message = {
  ...{
    id: 'm1',
    folderId: 'f1',
    uid: 1,
    threadId: 't',
    subject: 'AW: Lunch',
    from: [ada],
    to: [mara],
    cc: [bo],
  },
  ...{
    bcc: [],
    replyTo: [],
    sender: [],
    date: '2026-11-03T13:02:00Z',
    receivedAt: '2026-11-03T13:02:00Z',
    size: 1,
  },
  ...{
    flags: [],
    hasAttachments: true,
    preview: '',
    rfcMessageId: null,
    inReplyTo: null,
    references: [],
    headers: [],
  },
  attachments: [{ ...file, disposition: 'attachment', contentId: null }],
  text: 'At noon?\n-- \nAda',
  html: '<p>At noon?</p>',
} as Message
const OWN = ['mara@example.org']

test('a reply quotes what it answers and names it, and keeps its HTML apart', () => {
  const { draft, quote } = replyTo(message, OWN, 'UTC')
  expect(draft).toMatchObject({
    to: [ada],
    cc: [],
    subject: 'Re: Lunch',
    inReplyTo: 'm1',
    attachments: [],
    html: null,
  })
  expect(draft.text).toBe('\n\nOn 3 November 2026 at 13:02, Ada wrote:\n> At noon?\n')
  expect(isAttribution([draft.text.split('\n')[2] ?? ''])).toBe(true)
  expect(quote).toMatchObject({ kind: 'answer', html: '<p>At noon?</p>' })
  expect(quote?.head).toBe('On 3 November 2026 at 13:02, Ada wrote:')
})

test('a reply to all goes to the others too', () => {
  expect(replyToAll(message, OWN, 'UTC').draft).toMatchObject({ to: [ada], cc: [bo] })
})

test('a reply to HTML alone quotes its words', () => {
  expect(replyTo({ ...message, text: null }, OWN, 'UTC').draft.text).toContain('\n> At noon?\n')
})

test('a forward says who wrote what to whom, and takes the files along', () => {
  const { draft, files } = forward(message, 'UTC')
  expect(draft).toMatchObject({ to: [], subject: 'Fwd: Lunch', forwardOf: 'm1' })
  const ref = { messageId: 'm1', partId: '2' }
  expect(files).toEqual([{ ref, filename: 'plan.pdf', contentType: 'application/pdf', size: 9 }])
  expect(draft.text).toContain(
    'From: Ada <ada@example.net>\nDate: 3 November 2026 at 13:02\nSubject: AW: Lunch\nTo: mara@',
  )
})

test('a forward as a file is the message itself', () => {
  const { draft, files } = forwardAsFile(message)
  expect(draft).toMatchObject({ text: '', forwardOf: 'm1' })
  expect(files).toMatchObject([{ ref: { messageId: 'm1' }, filename: 'AW: Lunch.eml' }])
})

test('edited as new, a message keeps everything but what it answered', () => {
  const { draft } = editAsNew({ ...message, inReplyTo: 'x@y' })
  expect(draft).toMatchObject({ to: [mara], cc: [bo], subject: 'AW: Lunch', text: message.text })
  expect(draft.inReplyTo).toBeUndefined()
})

test('what is begun is what the server takes', () => {
  for (const { draft } of [
    replyTo(message, OWN),
    forward(message),
    forwardAsFile(message),
    editAsNew(message),
  ])
    expect(
      Draft.safeParse({ ...draft, inReplyTo: undefined, forwardOf: undefined, attachments: [] }).success,
    ).toBe(true)
})

test('a picture is called in the draft by its content id without brackets, and is no file where the mail shows it', () => {
  const picture = { ...file, contentType: 'image/png', disposition: 'inline' as const, contentId: '<a@b>' }
  const shown = forward({ ...message, html: '<img src="cid:a@b">', attachments: [picture] })
  expect(shown.files).toEqual([])
  expect(shown.quote?.pictures.get('a@b')).toBe('/api/messages/m1/parts/2?disposition=inline')
  expect(forward({ ...message, attachments: [picture] }).files?.[0]).toMatchObject({ contentId: 'a@b' })
})
