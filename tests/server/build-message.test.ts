/** What is built is read back by another parser and compared field by field. */
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { buildMessage, type Letter, wholeOf } from '#lib/server/compose/build-message.ts'
import { withFields } from '#lib/server/compose/draft-field.ts'
import type { Attachable } from '#lib/server/compose/mail-reader.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'

const LETTER: Letter = {
  from: { name: 'Sam', address: 'sam@example.org' },
  to: [{ name: 'Mara', address: 'mara@example.org' }],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Hello',
  text: 'Hello.\n',
  html: null,
  files: [],
  messageId: 'one@example.org',
  inReplyTo: null,
  references: [],
  date: new Date('2026-11-22T21:06:42Z'),
}

function file(filename: string, contentType: string, bytes: Uint8Array, contentId?: string): Attachable {
  const open = async function* () {
    yield bytes
  }
  return { filename, contentType, contentId: contentId ?? null, open }
}

async function rawOf(letter: Partial<Letter>): Promise<{ raw: Buffer; bccField: string }> {
  const { content, bccField } = await buildMessage({ ...LETTER, ...letter })
  return { raw: await wholeOf(content), bccField }
}

async function built(letter: Partial<Letter>): Promise<ParsedMail> {
  return await simpleParser((await rawOf(letter)).raw)
}

const boxes = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []].flat().flatMap(({ value }) => value.map(({ name, address }) => ({ name, address })))

test('every header field says what the letter says', async () => {
  const people = {
    from: { name: 'Žofie "Žo" Nováková, PhD', address: 'zofie@example.org' },
    to: [
      { name: 'مريم الأحمد', address: 'maryam@example.org' },
      { name: '', address: 'plain@example.org' },
      { name: 'a@b.example', address: 'named-like-one@example.org' },
      { name: '', address: '".john..doe"@docomo.example' },
    ],
    cc: [{ name: '山田 太郎 (営業部)', address: 'taro@例え.jp' }],
    replyTo: [{ name: '', address: 'answers@example.org' }],
  }
  const { raw } = await rawOf({
    ...people,
    subject: 'Ünïcode 👋 and שלום',
    inReplyTo: 'parent@example.org',
    references: ['root@example.org', 'parent@example.org'],
  })
  const parsed = await simpleParser(raw)
  expect(raw.toString('latin1')).toContain('<taro@xn--r8jz45g.jp>')
  expect(boxes(parsed.from)).toEqual([people.from])
  expect(boxes(parsed.to)).toEqual(people.to)
  expect(boxes(parsed.cc)).toEqual(people.cc)
  expect(boxes(parsed.replyTo)).toEqual(people.replyTo)
  expect(parsed.subject).toBe('Ünïcode 👋 and שלום')
  expect(parsed.date).toEqual(LETTER.date)
  expect(parsed.messageId).toBe('<one@example.org>')
  expect(parsed.inReplyTo).toBe('<parent@example.org>')
  expect(parsed.references).toEqual(['<root@example.org>', '<parent@example.org>'])
  expect(parsed.bcc).toBeUndefined()
})

test('a subject of 5,000 characters and 200 recipients come back whole, on lines that any server takes', async () => {
  const to = Array.from({ length: 200 }, (_, at) => ({
    name: `Nº ${at} Ðórr`,
    address: `r${at}@example.org`,
  }))
  const subject = 'Größe und Maß '.repeat(357).trim()
  const references = Array.from({ length: 50 }, (_, at) => `${at}.${'x'.repeat(60)}@example.org`)
  const { raw } = await rawOf({ to, subject, references })
  const parsed = await simpleParser(raw)
  expect(boxes(parsed.to)).toEqual(to)
  expect(parsed.subject).toBe(subject)
  expect(parsed.references).toHaveLength(50)
  const lines = raw.toString('latin1').split('\r\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998)
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('text and HTML stand beside each other, in any script, and a text is made where there is none', async () => {
  const text = 'שלום עולם\nمرحبا\n.\nFrom here\n'
  const html = '<p dir="rtl">שלום עולם</p><p>مرحبا</p>'
  const parsed = await built({ text, html })
  expect(parsed.text).toBe(text)
  expect(parsed.html).toBe(html)
  expect((await built({ text: '', html: '<p>one</p><p>two</p>' })).text).toMatch(/^one\s+two$/)
  expect((await built({ text: '', html: null })).text ?? '').toBe('')
})

test('20 MB of files, pictures that the text shows, and a message come back byte for byte', async () => {
  const large = Buffer.alloc(20 * 2 ** 20, (Math.random() * 256) | 0)
  for (let at = 0; at < large.length; at += 997) large[at] = at % 251
  const inner = Buffer.from(eml({ subject: 'Inside', text: 'The inner one\n' }))
  const html = '<p><img src="cid:pic@postern"></p>'
  const parsed = await built({
    html,
    files: [
      file('Ümläut Größe 日本.pdf', 'application/pdf', large),
      file('pic.png', 'image/png', ONE_PIXEL, '<pic@postern>'),
      file('not-shown.png', 'image/png', ONE_PIXEL, 'other@postern'),
      file('Inside.eml', 'message/rfc822', inner),
      file('a.txt', 'text/plain; charset=utf-8', Buffer.from('é\n')),
    ],
  })
  const facts = parsed.attachments.map(({ filename, contentType, contentDisposition, cid }) =>
    [filename, contentType, contentDisposition, cid].join(' '),
  )
  expect(facts.sort()).toEqual(
    [
      'Ümläut Größe 日本.pdf application/pdf attachment ',
      'Inside.eml message/rfc822 attachment ',
      'a.txt text/plain attachment ',
      'not-shown.png image/png attachment ',
      'pic.png image/png inline pic@postern',
    ].sort(),
  )
  const bytes = (name: string) => parsed.attachments.find(({ filename }) => filename === name)?.content
  expect(bytes('Ümläut Größe 日本.pdf')?.equals(large)).toBe(true)
  expect(bytes('pic.png')?.equals(ONE_PIXEL)).toBe(true)
  expect(bytes('Inside.eml')?.toString()).toBe(inner.toString())
})

test('an attached message with bare line ends, 8-bit text or endless lines brings none of them onto the wire', async () => {
  const smuggling = Buffer.from('Subject: x\n\none\n.\nMAIL FROM:<evil@example.org>\r.\rend é\n')
  const { raw } = await rawOf({ files: [file('m.eml', 'message/rfc822', smuggling)] })
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const endless = Buffer.from(`Subject: x\r\n\r\n${'x'.repeat(5_000)}\r\n`)
  const asFile = (await rawOf({ files: [file('m.eml', 'message/rfc822', endless)] })).raw
  expect(asFile.toString('latin1')).toMatch(/Content-Type: application\/octet-stream; name=m.eml/)
  const [attached] = (await simpleParser(asFile)).attachments
  expect(attached?.content.equals(endless)).toBe(true)
})

test('blind copies are named in the field that is kept, and nowhere in what is sent', async () => {
  const bcc = Array.from({ length: 60 }, (_, at) => ({
    name: `Tájna ${at}`,
    address: `secret${at}@example.org`,
  }))
  const { raw, bccField } = await rawOf({ bcc })
  expect(raw.toString('latin1')).not.toMatch(/secret|bcc/i)
  const own = await simpleParser(Buffer.from(withFields(bccField, raw)))
  expect(boxes(own.bcc)).toEqual(bcc)
  expect(own.subject).toBe(LETTER.subject)
})
