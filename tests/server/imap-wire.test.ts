import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rolesOf } from '#lib/server/imap/folder-role.ts'
import { parseInternalDate } from '#lib/server/imap/internal-date.ts'
import { decodeMailboxName, encodeMailboxName } from '#lib/server/imap/mailbox-name.ts'
import { parseStructure } from '#lib/server/imap/parse-structure.ts'
import type { Node } from '#lib/server/imap/response.ts'
import { translateError } from '#lib/server/imap/translate-error.ts'
import { chunkUids, uidSet, uidsOfSet } from '#lib/server/imap/uid-set.ts'
import { VerifiedPasswords } from '#lib/server/imap/verified-passwords.ts'

test('a mailbox name comes back from modified UTF-7 as it went', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      const encoded = encodeMailboxName(name)
      expect(encoded).toMatch(/^[\x20-\x7e]*$/)
      expect(decodeMailboxName(encoded)).toBe(name.toUpperCase() === 'INBOX' ? 'INBOX' : name)
    }),
  )
})

test('known names are spelled as RFC 3501 spells them', () => {
  expect(encodeMailboxName('~peter/mail/台北/日本語')).toBe('~peter/mail/&U,BTFw-/&ZeVnLIqe-')
  expect(encodeMailboxName('R&D')).toBe('R&-D')
  expect(decodeMailboxName('&Jjo-!')).toBe('☺!')
  expect(decodeMailboxName('inbox')).toBe('INBOX')
  expect(decodeMailboxName('Grüße')).toBe('Grüße') // raw UTF-8 from a server that may not
  expect(decodeMailboxName('a & b')).toBe('a & b')
})

test('a set names the UIDs it was made of', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4294967295 })), (uids) => {
      const sorted = [...uids].sort((a, b) => a - b)
      expect(uidsOfSet(uidSet(uids))).toEqual(sorted)
      expect(chunkUids(uids, 7).flatMap((chunk) => uidsOfSet(chunk.set))).toEqual(sorted)
      expect(chunkUids(uids, 7).every((chunk) => chunk.uids.length <= 7)).toBe(true)
    }),
  )
  expect(uidSet([3, 1, 2, 7])).toBe('1:3,7')
})

test('no set is longer than a command line may be', () => {
  const sparse = Array.from({ length: 20_000 }, (_, at) => 4_000_000_000 + at * 2)
  const chunks = chunkUids(sparse)
  expect(Math.max(...chunks.map(({ set }) => set.length))).toBeLessThan(8_000)
  expect(chunks.flatMap(({ uids }) => uids)).toEqual(sparse)
  expect(chunkUids(Array.from({ length: 100_000 }, (_, at) => at + 1))).toHaveLength(1)
})

test('INTERNALDATE is read in its zone, and a broken one is the epoch', () => {
  expect(parseInternalDate(' 3-Feb-2024 04:05:06 +0130').toISOString()).toBe('2024-02-03T02:35:06.000Z')
  expect(parseInternalDate('17-Jul-1996 02:44:25 -0700').toISOString()).toBe('1996-07-17T09:44:25.000Z')
  expect(parseInternalDate('yesterday').getTime()).toBe(0)
})

const no = (code: string | null, words: string) =>
  Object.assign(new Error('Command failed'), {
    responseStatus: 'NO',
    response: {
      command: 'NO',
      attributes: [
        ...(code ? [{ type: 'ATOM', value: '', section: [{ type: 'ATOM', value: code }] }] : []),
        { type: 'TEXT', value: words },
      ],
    },
  })

test.each([
  ['ALREADYEXISTS', 'conflict'],
  ['INUSE', 'conflict'],
  ['NONEXISTENT', 'not_found'],
  ['TRYCREATE', 'not_found'],
  ['NOPERM', 'forbidden'],
  ['READ-ONLY', 'forbidden'],
  ['OVERQUOTA', 'over_quota'],
  ['UNAVAILABLE', 'unavailable'],
  ['CANNOT', 'refused'],
])('NO [%s] is %s', (code, expected) => {
  expect(translateError(no(code, 'words'))).toMatchObject({ code: expected })
})

test('any other NO is refused in the server’s words, on one line', () => {
  const said = translateError(no(null, 'Mailbox\r\nis \u0007 shy (0.001 + 0.000 secs).'))
  expect(said).toMatchObject({ code: 'refused', detail: 'Mailbox is   shy' })
})

test('trouble with TLS is the certificate’s, trouble on the way is unavailability', () => {
  const failed = (code: string) => translateError(Object.assign(new Error('x'), { code })).code
  expect(
    ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'].map(failed),
  ).toEqual(Array.from({ length: 3 }, () => 'certificate'))
  expect(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'NoConnection'].map(failed)).toEqual(
    Array.from({ length: 4 }, () => 'unavailable'),
  )
})

const hint = (path: string, attributes: string[] = []) => ({
  path,
  name: path,
  attributes,
  atTop: true,
  selectable: true,
})

test('a role is found by special use first, then by name, and given once', () => {
  const roles = rolesOf([
    hint('INBOX'),
    hint('Trash'),
    hint('Bin', ['\\Trash']),
    hint('Gesendet'),
    hint('Sent Items'),
    hint('下書き'),
    hint('Spam'),
  ])
  expect([...roles].map(([path, { role, by }]) => [path, role, by])).toEqual([
    ['INBOX', 'inbox', 'server'],
    ['Bin', 'trash', 'server'],
    ['下書き', 'drafts', 'name'],
    ['Sent Items', 'sent', 'name'],
    ['Spam', 'junk', 'name'],
  ])
})

test('a role that the user assigned goes before a name, and behind the word of the server', () => {
  const folders = [hint('INBOX'), hint('Bin', ['\\Trash']), hint('Sent'), hint('Old'), hint('Out')]
  const roles = rolesOf(
    folders,
    new Map([
      ['Old', 'trash'],
      ['Out', 'sent'],
      ['INBOX', 'archive'],
      ['gone', 'junk'],
    ]),
  )
  expect([...roles].map(([path, { role, by }]) => [path, role, by])).toEqual([
    ['INBOX', 'inbox', 'server'],
    ['Bin', 'trash', 'server'],
    ['Out', 'sent', 'user'],
  ])
})

const anyNode: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.constant(null),
    fc
      .oneof(fc.constantFrom('text', 'message', 'rfc822', 'attachment', '12'), fc.string())
      .map((value) => ({ type: 'STRING', value })),
    fc.array(tie('node'), { maxLength: 12 }),
  ),
})).node

test('no body structure, however odd, is more than a tree of parts', () => {
  fc.assert(
    fc.property(anyNode, (node) => {
      const root = parseStructure(node)
      expect(root.type).toMatch(/^[^/]*\/|^multipart\//)
      expect(Array.isArray(root.children)).toBe(true)
    }),
  )
})

test('a password is trusted until another was refused, and a refusal is remembered for a while', () => {
  const passwords = new VerifiedPasswords()
  passwords.accept('one', 0)
  expect([passwords.accepts('one', 9e9), passwords.accepts('two', 0)]).toEqual([true, false])
  passwords.accept('two', 10)
  expect([
    passwords.accepts('one', 1000),
    passwords.accepts('one', 9e9),
    passwords.accepts('two', 9e9),
  ]).toEqual([true, false, true])
  passwords.refuse('two', 20)
  expect([
    passwords.accepts('one', 30),
    passwords.refuses('two', 30),
    passwords.refuses('two', 60_000),
  ]).toEqual([false, true, false])
})
