import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, expect, test } from 'vitest'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { onEveryServer } from '#tests/servers/every-server.ts'
import { columnOf, type Offer, offerOf, tableOf } from '#tests/servers/server-table.ts'

const FILE = new URL('../../../docs/servers.md', import.meta.url)
/** Set by `npm run servers`: the table is written, and not held against what is there. */
const WRITES = process.env.POSTERN_WRITE_SERVERS !== undefined

const offers: [name: string, offer: Offer][] = []

afterEach(closeAccounts)
afterAll(() => {
  if (!WRITES) return
  const [prose = ''] = readFileSync(FILE, 'utf8').split('\n| ')
  writeFileSync(FILE, `${prose}\n${tableOf(offers)}\n`)
})

onEveryServer((withMailbox, name) => {
  test('docs/servers.md says what it offers and what is done with it', () =>
    withMailbox({}, async (box) => {
      const offer = await offerOf(box)
      offers.push([name, offer])
      expect(offer.has('IMAP4REV1')).toBe(true)
      if (!WRITES)
        expect(columnOf(readFileSync(FILE, 'utf8'), name)).toEqual(columnOf(tableOf([[name, offer]]), name))
    }))
})
