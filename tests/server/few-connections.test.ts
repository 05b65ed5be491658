/** Servers that allow few connections, servers that ask for patience, and a process that has enough of them. */
import { afterEach, expect, test, vi } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage, SearchPage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { openConnections } from '#lib/server/imap/process-connections.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { listen } from '#tests/servers/listen.ts'
import { type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, browser, configure, pointAt, signIn } from '#tests/servers/postern.ts'

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')
const large = messageIdOf({ folderId: inbox, uidValidity: 1_700_000_000, uid: 1 })
const LARGE = eml({ subject: 'large', text: 'x'.repeat(3_000_000) })

afterEach(async () => {
  await closeAccounts()
  await vi.waitFor(() => expect(openConnections()).toBe(0), { timeout: 10_000 })
  configure({ MAX_IMAP_CONNECTIONS: undefined })
})

async function subjects(api: Api, folder = inbox): Promise<string[]> {
  const { status, body } = await api.get<MessagePage>(`/api/folders/${folder}/messages`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.messages.map(({ subject }) => subject)
}

test.for([2, 1])(
  'where the server allows %i connections, reading, downloads, searches and signing in again go on',
  { timeout: 90_000 },
  async (most) => {
    const { server, stop } = await startDovecot({
      extra: `protocol imap {\n  mail_max_userip_connections = ${most}\n}`,
    })
    try {
      await withMailbox(
        { INBOX: [LARGE, eml({ subject: 'small' })], Archive: [eml({ subject: 'old' })] },
        async (box) => {
          const api = await signIn(box)
          expect(await subjects(api, archive)).toEqual(['old'])
          const listening = await listen(api, archive)
          const source = await api.raw(`/api/messages/${large}/source`)
          const bytes = source.bytes()
          const [found, rows] = await Promise.all([
            api.get<SearchPage>('/api/search?q=subject:small'),
            subjects(api),
          ])
          expect([found.status, found.body.total]).toEqual([200, 1])
          expect(rows.toSorted()).toEqual(['large', 'small'])
          expect((await bytes).length).toBeGreaterThan(3_000_000)
          expect(await subjects(await signIn(box), archive)).toEqual(['old'])
          expect(await subjects(api, archive)).toEqual(['old'])
          await listening.stop()
        },
        server,
      )
    } finally {
      await closeAccounts()
      await stop()
    }
  },
)

test.for([
  ['LIMIT', 'Maximum number of connections from user+IP exceeded'],
  ['ALERT', 'Too many simultaneous connections. (Failure)'],
  ['UNAVAILABLE', 'Temporary authentication failure.'],
  ['THROTTLED', 'Request is throttled.'],
] as const)('a login that is answered NO [%s] is not the password’s fault', ([code, words]) =>
  withMailbox({ INBOX: [eml({ subject: 'there' })] }, async (box) => {
    const wire = await startFaultProxy(box.server)
    try {
      const behind: TestMailbox = { ...box, server: wire.server }
      pointAt(behind)
      wire.arm({ kind: 'refuse', code, words }, { line: /AUTHENTICATE|LOGIN/, when: 'before' })
      const { username, password } = box
      const api = browser()
      const refused = await api.post<{ code: string }>('/api/session', { username, password })
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(await subjects(await signIn(behind))).toEqual(['there'])
    } finally {
      await wire.shut()
    }
  }),
)

test('at the limit of the process those that rest make room, and come back when they are used', () =>
  withMailbox({ INBOX: [eml({ subject: 'a' })] }, (first) =>
    withMailbox({ INBOX: [eml({ subject: 'b' })] }, (second) =>
      withMailbox({ INBOX: [eml({ subject: 'c' })] }, async (third) => {
        configure({ MAX_IMAP_CONNECTIONS: '2' })
        const apis: Api[] = []
        for (const box of [first, second, third]) apis.push(await signIn(box))
        expect(openConnections()).toBeLessThanOrEqual(2)
        for (const _ of [1, 2]) {
          const seen = []
          for (const api of apis) seen.push(await subjects(api))
          expect(seen).toEqual([['a'], ['b'], ['c']])
          expect(openConnections()).toBeLessThanOrEqual(2)
        }
      }),
    ),
  ))

test('where every connection of the process is in use, who comes then is asked for patience', () =>
  withMailbox({ INBOX: [] }, (first) =>
    withMailbox({ INBOX: [eml({ subject: 'late' })] }, async (second) => {
      configure({ MAX_IMAP_CONNECTIONS: '1' })
      const listening = await listen(await signIn(first))
      const { username, password } = second
      const refused = await browser().post<{ code: string }>('/api/session', { username, password })
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
      await listening.stop()
      // The one who listened may still be looked at for a moment.
      const again = async () => expect(await subjects(await signIn(second))).toEqual(['late'])
      await vi.waitFor(again, { timeout: 10_000, interval: 200 })
    }),
  ))

test('at MAX_USERS the one whom nobody used for longest goes, and comes back unseen', () =>
  withMailbox({ INBOX: [eml({ subject: 'a' })] }, (first) =>
    withMailbox({ INBOX: [eml({ subject: 'b' })] }, async (second) => {
      configure({ MAX_USERS: '1' })
      try {
        const [a, b] = [await signIn(first), await signIn(second)]
        await vi.waitFor(() => expect(openConnections()).toBe(1), { timeout: 10_000 })
        expect([await subjects(a), await subjects(b), await subjects(a)]).toEqual([['a'], ['b'], ['a']])
      } finally {
        configure({ MAX_USERS: undefined })
      }
    }),
  ))
