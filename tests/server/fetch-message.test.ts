import { afterEach, expect, test } from 'vitest'
import { LONGEST_TEXT, shownSections } from '#lib/mail/message.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { fetchMessage } from '#lib/server/imap/fetch-message.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

afterEach(closeAccounts)

/** The same box, which notes what it is asked. */
function noting(box: OpenBox, commands: string[]): OpenBox {
  const run: OpenBox['run'] = (command, args, handlers) => {
    commands.push(command)
    return box.run(command, args, handlers)
  }
  return new Proxy(box, { get: (target, name) => (name === 'run' ? run : Reflect.get(target, name, target)) })
}

const NESTED = `Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=m
\n--m\nContent-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\ndeep words\n--i--\n--m--\n--o--\n`

const file = { filename: 'a.pdf', type: 'application/pdf', content: Buffer.alloc(300_000) }

test.each([
  ['a plain text', eml({ text: 'Hello.' }), 1, 'Hello.'],
  ['text and HTML', eml({ text: 'Hello.', html: '<p>Hello.</p>' }), 1, 'Hello.'],
  ['text, HTML and a file', eml({ text: 'Hello.', html: '<p>Hello.</p>', parts: [file] }), 1, 'Hello.'],
  ['an empty text', eml({ text: '' }), 1, ''],
  ['a text of 200 KB', eml({ text: 'All work. '.repeat(20_000) }), 2, 'All work.'],
  ['a text four levels deep', NESTED, 2, 'deep words'],
])('%s is fetched whole, at once or with one more word', (_name, raw, roundTrips, begins) =>
  withMailbox({ INBOX: [raw] }, async (box) => {
    const account = await accountOfMailbox(box)
    await account.use('INBOX', async (open) => {
      const commands: string[] = []
      const shown = (structure: Parameters<typeof readableParts>[0]) =>
        shownSections(readableParts(structure))
      const fetched = await fetchMessage(noting(open, commands), 1, shown, LONGEST_TEXT)
      expect(commands).toEqual(Array.from({ length: roundTrips }, () => 'UID FETCH'))
      if (!fetched) throw new Error('the message was not found')
      const { row, sections } = fetched
      for (const part of readableParts(row.structure).text) {
        expect(sections.get(part.part)).toHaveLength(part.size)
      }
      const [first] = readableParts(row.structure).text
      if (!first) throw new Error('there is no text')
      expect(textOfPart(first, sections.get(first.part) ?? new Uint8Array(), false)).toContain(begins)
      // Lists show the same beginning of it.
      const [listed] = await fetchRows(open, [1])
      expect(Buffer.from(row.preview?.bytes ?? [])).toEqual(Buffer.from(listed?.preview?.bytes ?? []))
      expect(await fetchMessage(open, 2, shown, LONGEST_TEXT)).toBeNull()
    })
  }),
)
