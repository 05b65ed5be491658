/** Similar words: asked for where the server offers it (SEARCH=FUZZY, RFC 6203), and nothing is lost by it. */
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { SearchPage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { unpackedServer } from '#scripts/unpacked-servers.ts'
import { startCyrus } from '#tests/servers/cyrus.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { append, lendMailbox } from '#tests/servers/every-server.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

async function found(api: Api, q: string): Promise<string[]> {
  const { status, body } = await api.get<SearchPage>(
    `/api/search?${new URLSearchParams({ q, sort: 'date' })}`,
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body.messages.map(({ subject }) => subject)
}

test.for([true, false])(
  'a server that says it can (%s) is asked for similar words, another never',
  async (can) => {
    const { server, stop } = await startDovecot(can ? { capability: '+SEARCH=FUZZY' } : {})
    onTestFinished(stop)
    await withMailbox(
      { INBOX: [eml({ subject: 'Lunch' })] },
      async (box) => {
        const wire = await startFaultProxy(box.server)
        onTestFinished(() => wire.shut())
        const api = await signIn({ ...box, server: wire.server })
        const asked = async (q: string) => {
          wire.forget()
          await found(api, q)
          return wire.lines.filter((line) => line.startsWith('UID SORT')).map((line) => /FUZZY/.test(line))
        }
        expect(await asked('lunch')).toEqual([can])
        // What is excluded, quoted or looked for in one field is taken as it stands.
        for (const q of ['-lunch', '"lunch"', 'subject:lunch', 'is:unread'])
          expect(await asked(q), q).toEqual([false])
        // Where similar words find nothing it is asked once more, as typed.
        expect(await asked('unheard')).toEqual(can ? [true, false] : [false])
      },
      server,
    )
  },
)

const cyrus = unpackedServer('cyrus')

test.for(cyrus === null ? [] : [cyrus])(
  'an index finds other forms of a word; parts of words and mail it does not know yet are found as ever',
  { timeout: 60_000 },
  async (root) => {
    const server = await startCyrus(root, { indexed: true })
    onTestFinished(() => server.stop())
    const INBOX = [
      eml({
        subject: 'Invoices due',
        text: 'Please pay the amounts promptly.',
        date: new Date('2024-03-01T12:00:00Z'),
      }),
      eml({ subject: 'Other', text: 'nothing about an invoice', date: new Date('2024-03-02T12:00:00Z') }),
    ]
    await lendMailbox(server, { INBOX }, async (box) => {
      server.index(box.username)
      const late = eml({ subject: 'Late', text: 'one more invoice', date: new Date('2024-03-03T12:00:00Z') })
      await append(await box.otherClient(), 'INBOX', late)
      const api = await signIn(box)
      expect(await found(api, 'invoice')).toEqual(['Invoices due', 'Other', 'Late'])
      expect(await found(api, 'amount')).toEqual(['Invoices due'])
      expect(await found(api, 'oices')).toEqual(['Invoices due'])
      expect(await found(api, 'romptl')).toEqual(['Invoices due'])
      expect(await found(api, 'invoice -promptly')).toEqual(['Other', 'Late'])
      expect(await found(api, '"an invoice"')).toEqual(['Other'])
    })
  },
)
