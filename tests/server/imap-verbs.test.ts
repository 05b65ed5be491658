import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { appendMessage } from '#lib/server/imap/append-message.ts'
import { capabilitiesOf } from '#lib/server/imap/capabilities.ts'
import { copyMessages } from '#lib/server/imap/copy-messages.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { fetchFlags } from '#lib/server/imap/fetch-flags.ts'
import { fetchHeader } from '#lib/server/imap/fetch-header.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { fetchStructure } from '#lib/server/imap/fetch-structure.ts'
import { folderOfRole } from '#lib/server/imap/folder-of-role.ts'
import { listFolders } from '#lib/server/imap/list-folders.ts'
import { moveMessages } from '#lib/server/imap/move-messages.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { sortMessages } from '#lib/server/imap/sort-messages.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { streamSection } from '#lib/server/imap/stream-section.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seeds, TestMailbox } from '#tests/servers/make-mailbox.ts'

let bare: Awaited<ReturnType<typeof startDovecot>>
beforeAll(async () => {
  bare = await startDovecot({ capability: 'IMAP4rev1', delimiter: '.', prefix: 'INBOX.' })
})
afterAll(async () => {
  await bare.stop()
})
afterEach(closeAccounts)

/** A full server with `/`, and one that can nothing but IMAP4rev1, with `.` and `INBOX.`. */
const SERVERS: [string, () => Dovecot | undefined, (path: string) => string][] = [
  ['a full server', () => undefined, (path) => path],
  ['a bare IMAP4rev1 server', () => bare.server, (path) => (path === 'INBOX' ? path : `INBOX.${path}`)],
]

type Given = { account: Account; box: TestMailbox; at: (path: string) => string }

async function raw(account: Account, path: string, uid: number): Promise<string> {
  const bytes = await new Response(streamSection(account, path, 1700000000, uid, '')).text()
  return bytes
}

describe.each(SERVERS)('on %s', (_name, server, at) => {
  const given = (seeds: Seeds, work: (given: Given) => Promise<void>) =>
    withMailbox(seeds, async (box) => work({ account: await accountOfMailbox(box), box, at }), server())

  test('flags are set and cleared as deltas, as often as one likes', () =>
    given({ INBOX: [eml(), { raw: eml(), flags: ['\\Seen', '$Forwarded'] }] }, async ({ account }) => {
      const flags = await account.use('INBOX', async (box) => {
        await storeFlags(box, [1, 2, 99], { add: ['\\Flagged', 'todo'], remove: ['\\Seen'] })
        await storeFlags(box, [1, 2], { add: ['\\Flagged'] })
        return await fetchFlags(box, 'all')
      })
      const sorted = [...flags].map(([uid, { flags }]) => [
        uid,
        flags.filter((flag) => flag !== '\\Recent').sort(),
      ])
      expect(sorted).toEqual([
        [1, ['\\Flagged', 'todo']],
        [2, ['$Forwarded', '\\Flagged', 'todo']],
      ])
    }))

  test('a move takes these messages and no others', () =>
    given(
      {
        INBOX: [eml({ subject: 'a' }), { raw: eml(), flags: ['\\Deleted'] }, eml({ subject: 'c' }), eml()],
        Target: [],
      },
      async ({ account, box }) => {
        const moved = await account.use('INBOX', (box) => moveMessages(box, [1, 3, 77], at('Target')))
        const full = server() === undefined
        if (full)
          expect([...moved.uids]).toEqual([
            [1, 1],
            [3, 2],
          ])
        expect(await account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }))).toEqual([2, 4])
        const flags = await account.use('INBOX', (box) => fetchFlags(box, [2]))
        expect(flags.get(2)?.flags).toContain('\\Deleted')
        const there = await account.use(at('Target'), (box) => fetchRows(box, [1, 2]))
        expect(there.map(({ header }) => Buffer.from(header).toString()).join()).toMatch(
          /Subject: a[\s\S]*Subject: c/,
        )
        const client = await box.otherClient()
        expect((await client.status(at('Target'), { messages: true })) || {}).toMatchObject({ messages: 2 })
      },
    ))

  test('a move into a folder that is not there leaves everything where it is', () =>
    given({ INBOX: [eml(), eml()] }, async ({ account }) => {
      const moving = account.use('INBOX', (box) => moveMessages(box, [1, 2], at('None')))
      await expect(moving).rejects.toMatchObject({ code: 'not_found' })
      expect(await account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }))).toEqual([1, 2])
      const flags = await account.use('INBOX', (box) => fetchFlags(box, [1, 2]))
      expect([...flags.values()].flatMap(({ flags }) => flags).filter((flag) => flag !== '\\Recent')).toEqual(
        [],
      )
    }))

  test('a copy leaves what it copies', () =>
    given({ INBOX: [eml(), eml()], Target: [eml()] }, async ({ account }) => {
      const copied = await account.use('INBOX', (box) => copyMessages(box, [2], at('Target')))
      if (server() === undefined) expect([...copied.uids]).toEqual([[2, 2]])
      expect(await account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }))).toEqual([1, 2])
      expect(await account.use(at('Target'), (box) => searchMessages(box, { kind: 'all' }))).toEqual([1, 2])
    }))

  test('an expunge takes only what it is told, whatever else is marked as deleted', () =>
    given({ INBOX: [eml(), { raw: eml(), flags: ['\\Deleted'] }, eml()] }, async ({ account }) => {
      await account.use('INBOX', (box) => expungeMessages(box, [1]))
      const flags = await account.use('INBOX', (box) => fetchFlags(box, 'all'))
      expect([...flags.keys()]).toEqual([2, 3])
      expect(flags.get(2)?.flags).toContain('\\Deleted')
      expect(flags.get(3)?.flags).not.toContain('\\Deleted')
    }))

  test('a search finds what a person means, in any script, and nothing breaks out of its words', () =>
    given(
      {
        INBOX: [
          eml({ subject: 'Grüße aus Köln', text: 'Straße' }),
          eml({ subject: 'say "hi" \\ there', from: 'Ann <ann@x.example>' }),
          {
            raw: eml({ subject: '日本語の件名', date: new Date('2024-02-03T10:00:00Z') }),
            flags: ['\\Seen', '$Work'],
          },
        ],
      },
      async ({ account }) => {
        const search = (term: Parameters<typeof searchMessages>[1]) =>
          account.use('INBOX', (box) => searchMessages(box, term), { repeatable: true })
        expect(await search({ kind: 'subject', value: 'köln' })).toEqual([1])
        expect(await search({ kind: 'anywhere', value: 'Straße', exact: false })).toEqual([1])
        expect(await search({ kind: 'subject', value: '"hi" \\' })).toEqual([2])
        expect(await search({ kind: 'subject', value: '日本語' })).toEqual([3])
        expect(await search({ kind: 'subject', value: 'x" ALL OR ALL "\r\nA1 DELETE INBOX\r\n' })).toEqual([])
        expect(await search({ kind: 'flag', flag: '\\Seen', on: false })).toEqual([1, 2])
        expect(await search({ kind: 'flag', flag: '$Work', on: true })).toEqual([3])
        expect(await search({ kind: 'sentBefore', day: '2024-02-04' })).toEqual([3])
        expect(
          await search({
            kind: 'not',
            term: {
              kind: 'or',
              terms: [
                { kind: 'from', value: 'ann' },
                { kind: 'flag', flag: '\\Seen', on: true },
              ],
            },
          }),
        ).toEqual([1])
        const all = {
          kind: 'and',
          terms: [
            {
              kind: 'or',
              terms: [
                { kind: 'subject', value: 'köln' },
                { kind: 'subject', value: 'hi' },
              ],
            },
            {
              kind: 'or',
              terms: [
                { kind: 'anywhere', value: 'Straße', exact: false },
                { kind: 'larger', bytes: 10_000_000 },
              ],
            },
            { kind: 'uid', set: '1:*' },
          ],
        } as const
        expect(await search(all)).toEqual([1])
        expect(await search({ kind: 'not', term: { kind: 'filename', value: 'x' } })).toEqual([1, 2, 3])
      },
    ))

  test('the order is by date, sender, subject or size, ties by UID in the same direction', () => {
    const day = (date: number) => new Date(Date.UTC(2024, 0, date))
    const seeds = [
      eml({ subject: 'Re: beta', from: 'zoe@x.example', date: day(5), text: 'x'.repeat(900) }),
      eml({ subject: 'alpha', from: 'adam@x.example', date: day(1) }),
      eml({ subject: 'Fwd: alpha', from: 'mia@x.example', date: day(5), text: 'x'.repeat(4000) }),
      eml({ subject: 'gamma', from: 'adam@x.example', date: day(3), text: 'x'.repeat(2000) }),
    ]
    return given({ INBOX: seeds }, async ({ account }) => {
      const sort = (by: Parameters<typeof sortMessages>[1]) =>
        account.use('INBOX', (box) => sortMessages(box, by, { kind: 'all' }))
      expect(await sort('date')).toEqual([2, 4, 1, 3])
      expect(await sort('-date')).toEqual([3, 1, 4, 2])
      expect(await sort('from')).toEqual([2, 4, 3, 1])
      expect(await sort('-from')).toEqual([1, 3, 4, 2])
      expect(await sort('subject')).toEqual([2, 3, 1, 4])
      expect(await sort('-size')).toEqual([3, 4, 1, 2])
      const some = account.use('INBOX', (box) => sortMessages(box, '-date', { kind: 'from', value: 'adam' }))
      expect(await some).toEqual([4, 2])
    })
  })

  test('a row has header, structure, flags, dates and the first words; what is gone is absent', () => {
    const plain = eml({ subject: 'Hi', text: 'First words\n' })
    const both = eml({
      text: 'plain',
      html: '<p>rich',
      parts: [{ filename: 'a.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }],
    })
    const styled = eml({ html: `<style>${'.a{b:c}'.repeat(1000)}</style><p>Found me</p>` })
    const received = new Date('2024-02-03T04:05:06Z')
    return given(
      { INBOX: [{ raw: plain, flags: ['\\Seen'], receivedAt: received }, both, styled, '\n'] },
      async ({ account }) => {
        const rows = await account.use('INBOX', (box) => fetchRows(box, [4, 3, 17, 2, 1]))
        expect(rows.map(({ uid }) => uid)).toEqual([4, 3, 2, 1])
        const [empty, html, multi, text] = rows
        expect(text).toMatchObject({ receivedAt: received, size: Buffer.byteLength(plain) })
        expect(text?.flags).toContain('\\Seen')
        expect(Buffer.from(text?.header ?? []).toString()).toMatch(/^Subject: Hi\r$/m)
        expect(Buffer.from(Buffer.from(text?.preview?.bytes ?? []).toString(), 'base64').toString()).toBe(
          'First words\n',
        )
        expect(multi?.structure).toMatchObject({
          type: 'multipart/mixed',
          part: '',
          children: [
            {
              type: 'multipart/alternative',
              part: '1',
              children: [
                { part: '1.1', encoding: 'base64' },
                { part: '1.2', type: 'text/html' },
              ],
            },
            { part: '2', disposition: 'attachment', type: 'application/pdf' },
          ],
        })
        expect(multi?.structure.children[1]?.dispositionParameters.get('filename')).toBe('a.pdf')
        expect(multi?.preview?.part).toBe('1.1')
        expect(
          Buffer.from(Buffer.from(html?.preview?.bytes ?? []).toString(), 'base64').toString(),
        ).toContain('Found me')
        expect(empty?.structure.part).toBe('1')
      },
    )
  })

  test('parts come raw, by section, with a limit; a missing message is not found', () =>
    given({ INBOX: [eml({ text: 'one', html: '<p>two' })] }, async ({ account }) => {
      await account.use('INBOX', async (box) => {
        const parts = await fetchParts(box, 1, ['1', '2', 'HEADER', '9'])
        expect([...parts.keys()].filter((part) => parts.get(part)?.length)).toEqual(['1', '2', 'HEADER'])
        expect(Buffer.from(Buffer.from(parts.get('2') ?? []).toString(), 'base64').toString()).toBe('<p>two')
        expect((await fetchParts(box, 1, ['1'], 3)).get('1')).toHaveLength(3)
        expect(Buffer.from(await fetchHeader(box, 1)).toString()).toMatch(/^From: [\s\S]*\r\n\r\n$/)
        expect((await fetchStructure(box, 1))?.children).toHaveLength(2)
        expect(await fetchStructure(box, 2)).toBeNull()
        await expect(fetchHeader(box, 2)).rejects.toMatchObject({ code: 'not_found' })
        await expect(fetchParts(box, 2, ['1'])).rejects.toMatchObject({ code: 'not_found' })
      })
    }))

  test('a message is streamed byte for byte, whatever its size', () => {
    const big = `Subject: big\r\n\r\n${'0123456789abcdef\r\n'.repeat(150_000)}\x80end`
    const exact = `Subject: x\r\n\r\n`.padEnd(1024 * 1024, 'y')
    const bytes = Buffer.from(big, 'latin1')
    return given({ INBOX: [bytes, Buffer.from(exact)] }, async ({ account }) => {
      const streamed = Buffer.from(
        await new Response(streamSection(account, 'INBOX', 1700000000, 1, '')).arrayBuffer(),
      )
      expect(streamed.equals(bytes)).toBe(true)
      const known = await new Response(
        streamSection(account, 'INBOX', 1700000000, 2, '', { totalBytes: exact.length }),
      ).text()
      expect(known === exact && (await raw(account, 'INBOX', 2)) === exact).toBe(true)
    })
  })

  test('a stream of what is not there fails before its first byte', () =>
    given({ INBOX: [eml()] }, async ({ account }) => {
      const read = (uidValidity: number, uid: number) =>
        streamSection(account, 'INBOX', uidValidity, uid, '').getReader().read()
      await expect(read(1700000000, 9)).rejects.toMatchObject({ code: 'not_found' })
      await expect(read(1700000001, 1)).rejects.toMatchObject({ code: 'uidvalidity_changed' })
    }))

  test('an appended message is stored as it is', () =>
    given({ INBOX: [] }, async ({ account }) => {
      const source = Buffer.from('Subject: appended\r\n\r\nnaïve\r\n')
      const receivedAt = new Date('2023-11-05T06:07:08Z')
      const appended = await appendMessage(account, 'INBOX', source, {
        flags: ['\\Seen', '$Work'],
        receivedAt,
      })
      if (server() === undefined) expect(appended).toEqual({ uidValidity: 1700000000, uid: 1 })
      const [row] = await account.use('INBOX', (box) => fetchRows(box, [1]))
      expect(row).toMatchObject({ receivedAt, size: source.length })
      expect(row?.flags).toEqual(expect.arrayContaining(['\\Seen', '$Work']))
      expect(await raw(account, 'INBOX', 1)).toBe(source.toString())
      const nowhere = appendMessage(account, at('None'), source)
      await expect(nowhere).rejects.toMatchObject({ code: 'not_found' })
    }))

  test('a role’s folder is made and subscribed when it is first needed', () =>
    given({ INBOX: [], Other: [] }, async ({ account, box }) => {
      expect(await folderOfRole(account, 'archive')).toBe(at('Archive'))
      expect(await folderOfRole(account, 'archive')).toBe(at('Archive'))
      const folder = (await listFolders(account)).find(({ path }) => path === at('Archive'))
      expect(folder).toMatchObject({
        role: 'archive',
        subscribed: true,
        parentPath: null,
        total: 0,
        name: 'Archive',
      })
      const there = await (await box.otherClient()).list()
      expect(there.map(({ path }) => path)).toContain(at('Archive'))
      await expect(folderOfRole(account, 'all')).rejects.toMatchObject({ code: 'not_found' })
    }))

  test('capabilities say what the server offers', () =>
    given({ INBOX: [] }, async ({ account }) => {
      const { sort, move, condstore, idle } = await capabilitiesOf(account)
      const full = server() === undefined
      expect({ sort, move, condstore, idle }).toEqual({ sort: full, move: full, condstore: full, idle: full })
    }))
})
