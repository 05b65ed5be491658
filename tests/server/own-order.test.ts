/** Our own order, for servers without SORT, against the order that a server with SORT makes. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { ListQuery } from '#lib/api/messages.ts'
import type { Account, LendBox, OpenBox } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import type { SortField } from '#lib/server/imap/fetch-sort-keys.ts'
import { OwnOrder } from '#lib/server/imap/own-order.ts'
import { lendOf } from '#lib/server/imap/resolve-view.ts'
import { sortMessages } from '#lib/server/imap/sort-messages.ts'
import { openFolder } from '#lib/server/imap/sync-folder.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seed } from '#tests/servers/make-mailbox.ts'

const FIELDS: SortField[] = ['date', 'from', 'subject', 'size']
const INBOX = folderIdOf('INBOX')

let bare: { server: Dovecot; stop: () => Promise<void> }
beforeAll(async () => {
  bare = await startDovecot({ capability: 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS' })
})
afterAll(async () => {
  await closeAccounts()
  await bare.stop()
})

const encoded = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

const words = fc.constantFrom(
  'Re:',
  'fwd: ',
  'Fw :',
  '[list]',
  '[a] ',
  '(fwd)',
  '[fwd: ',
  ']',
  ' ',
  'b',
  'a',
  'Z',
  'Ärger',
  'ar',
  'ß',
  'é',
  'ж',
  '日本',
  '😀',
  '!',
  '-',
  '"',
  '1',
)
const subject = fc.array(words, { maxLength: 6 }).map((parts) => parts.join(''))
const message = fc.record({
  subject: fc.option(subject, { freq: 8 }),
  name: fc.constantFrom('', 'b', 'A', 'a', 'Ö', 'o', 'zoë', '日本', 'B c'),
  address: fc.constantFrom('x@y', 'b@x', 'A@x', '1@x'),
  minute: fc.option(fc.nat(4), { freq: 4 }),
  received: fc.nat(6),
  padding: fc.nat(2),
})
type Message = typeof message extends fc.Arbitrary<infer M> ? M : never

function seedOf({ subject: about, name, address, minute, received, padding }: Message): Seed {
  const at = (minutes: number) => new Date(Date.UTC(2024, 0, 1, 0, minutes))
  const lines = [
    ...(about === null ? [] : [`Subject: ${encoded(about)}`]),
    `From: ${name === '' ? address : `${encoded(name)} <${address}>`}`,
    ...(minute === null ? [] : [`Date: ${at(minute).toUTCString().replace('GMT', '+0000')}`]),
  ]
  return { raw: `${lines.join('\n')}\n\n${'x'.repeat(padding)}\n`, receivedAt: at(received) }
}

test('odd subjects, ties and missing dates come in the order that SORT gives them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 12, maxLength: 40 }), (messages) =>
      withMailbox({ INBOX: messages.map(seedOf) }, async (box) => {
        const account = await accountOfMailbox(box)
        const { folder, index } = await openFolder(account, 'INBOX')
        const lend = lendOf(account, folder.path, index)
        for (const field of FIELDS) {
          const asked = await lend((opened) => sortMessages(opened, field, { kind: 'all' }))
          expect(Array.from(await new OwnOrder(field).uids(index, lend)), field).toEqual(asked)
        }
      }),
    ),
    { seed: 20261129, numRuns: 25, endOnFailure: true },
  )
}, 60_000)

const list = (account: Account, sort: string) =>
  listMessages({ account, params: { id: INBOX }, query: ListQuery.parse({ sort, limit: '200' }) })

test('whatever comes and goes, an order that is kept is the one made anew', async () => {
  const step = fc.record({ come: fc.array(message, { maxLength: 3 }), gone: fc.nat(25), look: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 15 }),
      fc.array(step, { minLength: 3, maxLength: 8 }),
      (first, steps) =>
        withMailbox(
          { INBOX: first.map(seedOf) },
          async (box) => {
            const account = await accountOfMailbox(box)
            const client = await box.otherClient()
            await client.mailboxOpen('INBOX')
            for (const { come, gone, look } of steps) {
              for (const one of come) {
                const seed = seedOf(one)
                if (typeof seed === 'object' && 'raw' in seed)
                  await client.append('INBOX', seed.raw.toString().replaceAll('\n', '\r\n'))
              }
              await client.messageDelete(String(gone + 1), { uid: true })
              if (!look) continue
              for (const sort of ['date', '-date', 'subject', '-from', 'size']) {
                const kept = (await list(account, sort)).messages.map(({ uid }) => uid)
                const { folder, index } = await openFolder(account, 'INBOX')
                const field = sort.replace('-', '') as SortField
                const fresh = Array.from(
                  await new OwnOrder(field).uids(index, lendOf(account, folder.path, index)),
                )
                expect(kept, sort).toEqual(sort.startsWith('-') ? fresh.reverse() : fresh)
              }
            }
          },
          bare.server,
        ),
    ),
    { seed: 20261130, numRuns: 6, endOnFailure: true },
  )
}, 60_000)

test('new mail costs its own rows and nothing else', () =>
  withMailbox(
    { INBOX: Array.from({ length: 30 }, (_, at) => `Subject: s${at}\n\nx\n`) },
    async (box) => {
      const account = await accountOfMailbox(box)
      const order = new OwnOrder('subject')
      const asked: string[] = []
      const watched =
        (lend: LendBox): LendBox =>
        (work) =>
          lend((opened) => {
            const run: OpenBox['run'] = (command, args, handlers) => {
              asked.push(`${command} ${JSON.stringify(args[0])}`)
              return opened.run(command, args, handlers)
            }
            return work({ ...opened, capabilities: opened.capabilities, run })
          })
      const look = async () => {
        const { folder, index } = await openFolder(account, 'INBOX')
        asked.length = 0
        return Array.from(await order.uids(index, watched(lendOf(account, folder.path, index))))
      }
      await look()
      expect(asked).toHaveLength(1)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await client.append('INBOX', 'Subject: s15x\r\n\r\nx\r\n')
      await client.messageDelete('3', { uid: true })
      const uids = await look()
      expect(asked).toEqual([expect.stringContaining('"31"')])
      expect(uids.indexOf(31)).toBe(uids.indexOf(16) + 1)
      await client.messageFlagsAdd('5', ['\\Seen'], { uid: true })
      await look()
      expect(asked).toEqual([])
    },
    bare.server,
  ))
