import { afterEach, expect, test } from 'vitest'
import { DEADLINES } from '#lib/server/config/deadlines.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { appendMessage } from '#lib/server/imap/append-message.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { fetchStructure } from '#lib/server/imap/fetch-structure.ts'
import { MailAccount } from '#lib/server/imap/mail-account.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { accountOfMailbox, mailServerOf } from '#tests/servers/account.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

afterEach(closeAccounts)

/** A multipart of `count` parts, or one nested `depth` deep. */
function wide(count: number): string {
  const parts = Array.from({ length: count }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n').join('')
  return `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`
}
function deep(depth: number): string {
  let body = 'Content-Type: text/plain\r\n\r\nbottom\r\n'
  for (let at = 0; at < depth; at++) {
    body = `Content-Type: multipart/mixed; boundary=b${at}x\r\n\r\n--b${at}x\r\n${body}\r\n--b${at}x--\r\n`
  }
  return body
}

const HOSTILE: [string, string][] = [
  ['10,000 parts', wide(10_000)],
  ['60 levels', deep(60)],
  ['300 levels', deep(300)],
  ['a subject of 1 MB', `Subject: ${'x'.repeat(1_000_000)}\r\n\r\nhello\r\n`],
  ['no header at all', '\r\n\r\nhello'],
  ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=never\r\n\r\nhello\r\n'],
  ['a type that is none', 'Content-Type: ;;;"\\\r\nContent-Disposition: =?\r\n\r\nhello\r\n'],
  [
    'an embedded message in an embedded message',
    `Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\n${wide(2)}`,
  ],
  ['raw bytes in its header', 'Subject: caf\u00e9 \u0080\u00ff\r\nFrom: \u00fc@x\r\n\r\nhello\r\n'],
]

test.each(HOSTILE)('a message with %s is read, and so is the next one', (_what, raw) =>
  withMailbox({ INBOX: [Buffer.from(raw, 'latin1'), eml({ subject: 'next' })] }, async (box) => {
    const account = await accountOfMailbox(box)
    const rows = await account.use('INBOX', (box) => fetchRows(box, [1, 2]))
    expect(rows.map(({ uid }) => uid)).toEqual([1, 2])
    expect(await account.use('INBOX', (box) => fetchStructure(box, 1))).not.toBeNull()
    expect(Buffer.from(rows[1]?.header ?? []).toString()).toContain('Subject: next')
  }),
)

test('an account that nobody uses closes its connections and comes back unseen', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const limits = { connections: 3, idleMilliseconds: 60_000, deadlines: DEADLINES }
    const account = new MailAccount('key', mailServerOf(box), box, limits)
    const read = () => account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }))
    await read()
    await account.use('INBOX', async () => undefined, { role: 'bulk' })
    expect(account.connections).toBe(2)
    expect(account.tick(Date.now() + 61_000)).toBe(true)
    await expect.poll(() => account.connections).toBe(1)
    await account.close()
    expect(account.connections).toBe(0)
    expect(await read()).toEqual([1])
    const off = account.on(() => undefined)
    expect(account.tick(Date.now() + 3_600_000)).toBe(false)
    off()
    await account.close()
  }))

test('with a cap of one, bulk work has the same connection, behind what is interactive', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const account = new MailAccount('key', mailServerOf(box), box, {
      connections: 1,
      idleMilliseconds: 60_000,
      deadlines: DEADLINES,
    })
    const order: string[] = []
    const hold = Promise.withResolvers<void>()
    const first = account.use('INBOX', () => hold.promise)
    const bulk = account.use('INBOX', async () => order.push('bulk'), { role: 'bulk' })
    const work = account.use('INBOX', async () => order.push('work'))
    hold.resolve()
    await Promise.all([first, bulk, work])
    expect([order, account.connections]).toEqual([['work', 'bulk'], 1])
    await account.close()
  }))

test('a folder that was deleted while it was open is not found', () =>
  withMailbox({ INBOX: [], Gone: [eml()] }, async (box) => {
    const account = await accountOfMailbox(box)
    const client = await box.otherClient()
    await client.mailboxDelete('Gone')
    const read = account.use('Gone', async () => undefined)
    await expect(read).rejects.toMatchObject({ code: 'not_found' })
    expect(await account.use('INBOX', async ({ exists }) => exists)).toBe(0)
  }))

test('a folder that was renumbered says so by its UIDVALIDITY', () =>
  withMailbox({ INBOX: [], Box: [eml()] }, async (box) => {
    const account = await accountOfMailbox(box)
    const before = await account.use('Box', async ({ uidValidity }) => uidValidity)
    await account.use('INBOX', async () => undefined)
    const client = await box.otherClient()
    await client.mailboxDelete('Box')
    await client.mailboxCreate('Box')
    expect(await account.use('Box', async ({ uidValidity }) => uidValidity)).not.toBe(before)
  }))

test('a large upload goes through, and an empty one is the server’s to refuse', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const large = Buffer.from(eml({ text: 'x'.repeat(3_000_000) }))
    await appendMessage(account, 'INBOX', large)
    const [row] = await account.use('INBOX', (box) => fetchRows(box, [1]))
    expect(row?.size).toBe(large.length)
    await expect(appendMessage(account, 'INBOX', new Uint8Array())).rejects.toMatchObject({ code: 'refused' })
  }))
