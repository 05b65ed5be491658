import { expect, test } from 'vitest'
import { attachmentsOf, hasAttachments } from '#lib/mail/attachments.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { lacksParts, leavesOf, readableParts } from '#lib/mail/readable-parts.ts'
import { bodyPart } from './body-part.ts'

const plain = (part: string, more?: Partial<BodyPart>) => bodyPart(part, 'text/plain', more)
const html = (part: string, more?: Partial<BodyPart>) => bodyPart(part, 'text/html', more)
const multi = (part: string, kind: string, ...children: BodyPart[]) =>
  bodyPart(part, `multipart/${kind}`, { children, size: 0 })
const file = (part: string, name: string, type = 'application/pdf') =>
  bodyPart(part, type, { disposition: 'attachment', dispositionParameters: new Map([['filename', name]]) })

function read(root: BodyPart) {
  const { text, html, attached } = readableParts(root)
  const ids = (parts: readonly BodyPart[]) => parts.map(({ part }) => part).join(' ')
  return { text: ids(text), html: ids(html), attached: ids(attached) }
}

test('a single part is text, HTML or an attachment', () => {
  expect(read(plain('1'))).toEqual({ text: '1', html: '1', attached: '' })
  expect(read(html('1'))).toEqual({ text: '1', html: '1', attached: '' })
  expect(read(bodyPart('1', 'image/png'))).toEqual({ text: '', html: '', attached: '1' })
  expect(read(plain('1', { disposition: 'attachment' }))).toEqual({ text: '', html: '', attached: '1' })
})

test('of alternatives each reader gets its own', () => {
  expect(read(multi('', 'alternative', plain('1'), html('2')))).toEqual({
    text: '1',
    html: '2',
    attached: '',
  })
  const related = multi('2', 'related', html('2.1'), bodyPart('2.2', 'image/png', { contentId: 'x' }))
  expect(read(multi('', 'alternative', plain('1'), related))).toEqual({
    text: '1',
    html: '2.1',
    attached: '2.2',
  })
})

test('texts that follow one another are read one after the other, around a picture too', () => {
  const image = bodyPart('2', 'image/png', { disposition: 'inline' })
  expect(read(multi('', 'mixed', plain('1'), image, plain('3')))).toEqual({
    text: '1 3',
    html: '1 3',
    attached: '2',
  })
  const alternative = multi('1', 'alternative', plain('1.1'), html('1.2'))
  expect(read(multi('', 'mixed', alternative, plain('2')))).toEqual({
    text: '1.1 2',
    html: '1.2 2',
    attached: '',
  })
})

test('a named text behind the first is a file', () => {
  const notes = plain('2', { parameters: new Map([['name', 'notes.txt']]) })
  expect(read(multi('', 'mixed', plain('1'), notes))).toEqual({ text: '1', html: '1', attached: '2' })
})

test('a nested message is one attachment, whatever it holds', () => {
  const nested = bodyPart('2', 'message/rfc822', { children: [plain('2.1')] })
  expect(read(multi('', 'mixed', plain('1'), nested))).toEqual({ text: '1', html: '1', attached: '2' })
})

test('a signature is listed, but makes no paperclip; nor does an inline image', () => {
  const signed = multi('', 'signed', plain('1'), bodyPart('2', 'application/pgp-signature'))
  expect(attachmentsOf(signed).map(({ filename }) => filename)).toEqual(['attachment.asc'])
  expect(hasAttachments(signed)).toBe(false)
  const image = bodyPart('2', 'image/png', { contentId: 'x' })
  const related = multi('', 'related', html('1'), image)
  expect(attachmentsOf(related)[0]).toMatchObject({
    disposition: 'inline',
    contentId: 'x',
    filename: 'image.png',
  })
  expect(hasAttachments(related)).toBe(false)
  expect(hasAttachments(multi('', 'mixed', plain('1'), file('2', 'a.pdf')))).toBe(true)
})

test('an attachment has a safe name, its decoded size and its place', () => {
  const part = { ...file('2', '../x\u202efdp.exe'), encoding: 'base64', size: 78 }
  expect(attachmentsOf(multi('', 'mixed', plain('1'), part))).toEqual([
    {
      partId: '2',
      filename: 'xfdp.exe',
      contentType: 'application/pdf',
      size: 57,
      disposition: 'attachment',
      contentId: null,
    },
  ])
})

test('thousands of parts, nested as deep as anybody likes, are sorted without breaking', () => {
  let deep: BodyPart = plain('1')
  for (let depth = 0; depth < 20_000; depth++) deep = multi('1', depth % 2 ? 'mixed' : 'alternative', deep)
  expect(leavesOf(deep)).toHaveLength(1)
  expect(() => readableParts(deep)).not.toThrow()
  const wide = multi('', 'mixed', ...Array.from({ length: 10_000 }, (_, at) => file(`${at + 1}`, `f${at}`)))
  expect(attachmentsOf(wide)).toHaveLength(10_000)
})

test('a server that found no part, in the message or in a multipart in it, is found out', () => {
  const madeUp = (part: string) => plain(part, { size: 0 })
  expect(lacksParts(multi('', 'mixed', plain('1'), multi('2', 'alternative', madeUp('2.1'))))).toBe(true)
  expect(lacksParts(multi('', 'mixed', madeUp('1')))).toBe(true)
  expect(lacksParts(multi('', 'mixed', multi('1', 'mixed')))).toBe(true)
  expect(lacksParts(multi('', 'mixed', madeUp('1'), html('2')))).toBe(false)
  expect(lacksParts(multi('', 'mixed', plain('1'), multi('2', 'alternative', html('2.1'))))).toBe(false)
  expect(lacksParts(madeUp('1'))).toBe(false)
  // We found this one ourselves: it is as empty as it says.
  expect(lacksParts(multi('.~.', 'mixed', madeUp('.~.1')))).toBe(false)
})
