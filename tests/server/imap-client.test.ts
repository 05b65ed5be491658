/** What imap-client.ts needs of imapflow's insides: the first thing to run after an update of it. */
import { expect, test } from 'vitest'
import {
  atom,
  connectClient,
  type ImapClient,
  literal,
  sequence,
  text,
} from '#lib/server/imap/imap-client.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seeds, TestMailbox } from '#tests/servers/make-mailbox.ts'

type Heard = { keywords: string[]; closed: number }

function withClient(
  seeds: Seeds,
  work: (client: ImapClient, heard: Heard, box: TestMailbox) => Promise<void>,
) {
  return withMailbox(seeds, async (box) => {
    const heard: Heard = { keywords: [], closed: 0 }
    const endpoint = { host: box.server.host, port: box.server.plainPort, security: 'none' } as const
    const events = {
      onUntagged: (keyword: string) => heard.keywords.push(keyword),
      onClose: () => heard.closed++,
    }
    const client = await connectClient(endpoint, box, events, 10_000)
    try {
      await work(client, heard, box)
    } finally {
      client.close()
    }
  })
}

test('a command answers with its own untagged answers and its tagged one', () =>
  withClient({ INBOX: [eml(), eml()] }, async (client) => {
    const seen: string[] = []
    const selected = await client.exec('SELECT', ['INBOX'], {
      EXISTS: ({ command }) => seen.push(command) > 0,
    })
    expect([seen, selected.command]).toEqual([['2'], 'OK'])
    const rows: string[] = []
    await client.exec('UID FETCH', [sequence('1:*'), [atom('UID'), atom('BODY.PEEK', [atom('1')], [0, 2])]], {
      FETCH: ({ command }) => rows.push(command) > 0,
    })
    expect(rows).toEqual(['1', '2'])
  }))

test('NO and BAD reject, and the connection goes on', () =>
  withClient({}, async (client) => {
    await expect(client.exec('SELECT', ['None'])).rejects.toMatchObject({
      responseStatus: 'NO',
      response: { command: 'NO' },
    })
    await expect(client.exec('NONSENSE', [])).rejects.toMatchObject({ responseStatus: 'BAD' })
    expect((await client.exec('NOOP', [])).command).toBe('OK')
  }))

test('strings are quoted, or literals where a quoted string can’t hold them; line ends never are bare', () =>
  withClient({ INBOX: [eml({ subject: 'Grüße' })] }, async (client) => {
    await client.exec('SELECT', ['INBOX'])
    for (const word of ['plain', 'with "quotes" \\', 'Grüße', 'x\r\nA9 LOGOUT\r\n']) {
      await client.exec('UID SEARCH', [atom('CHARSET'), atom('UTF-8'), atom('TEXT'), text(word)], {})
    }
    await client.exec('UID SEARCH', [atom('SUBJECT'), literal(Buffer.from('x'))])
    await expect(client.exec('SELECT', ['a\r\nb'])).rejects.toThrow()
    await expect(client.exec('UID FETCH', [sequence('1 FLAGS\r\n'), atom('UID')])).rejects.toThrow()
    expect((await client.exec('NOOP', [])).command).toBe('OK')
  }))

test('IDLE hears what others do, and ends when asked', () =>
  withClient({ INBOX: [] }, async (client, heard, box) => {
    await client.exec('SELECT', ['INBOX'], { EXISTS: () => true })
    const idling = client.idle()
    const other = await box.otherClient()
    await other.append('INBOX', 'Subject: x\r\n\r\ny\r\n')
    await expect.poll(() => heard.keywords, { timeout: 5_000 }).toContain('EXISTS')
    idling.stop()
    await idling.ended
    expect((await client.exec('NOOP', [])).command).toBe('OK')
  }))

test('an IDLE that is stopped before it began ends too', () =>
  withClient({ INBOX: [] }, async (client) => {
    await client.exec('SELECT', ['INBOX'])
    const idling = client.idle()
    idling.stop()
    await idling.ended
  }))

test('a closed connection says so once, and fails what was under way', () =>
  withClient({ INBOX: [] }, async (client, heard) => {
    await client.exec('SELECT', ['INBOX'])
    const idling = client.idle()
    client.close()
    await expect(idling.ended).rejects.toThrow()
    await expect(client.exec('NOOP', [])).rejects.toThrow()
    expect([client.closed, heard.closed]).toEqual([true, 1])
  }))

test('nothing is switched on that was not asked for', () =>
  withClient({}, async (client) => {
    const enabled: string[] = []
    await client.exec('ENABLE', [atom('CONDSTORE')], { ENABLED: ({ command }) => enabled.push(command) > 0 })
    expect(enabled).toEqual(['ENABLED'])
    expect(client.capabilities.has('UIDPLUS')).toBe(true)
    await client.exec('CREATE', ['Entw&APw-rfe']) // UTF8=ACCEPT would take this name as it stands
    const names: unknown[] = []
    await client.exec('LIST', ['', 'Entw%'], { LIST: ({ attributes }) => names.push(attributes?.[2]) > 0 })
    expect(names).toMatchObject([{ value: 'Entw&APw-rfe' }])
  }))
