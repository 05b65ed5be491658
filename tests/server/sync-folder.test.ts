import fc from 'fast-check'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { appendMessage } from '#lib/server/imap/append-message.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { afterChange, openIndex } from '#lib/server/imap/sync-folder.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

const PROFILES = {
  'the reference path (UIDs and flags read again)': 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE',
  'mod-sequences (CONDSTORE)':
    'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE ENABLE ESEARCH CONDSTORE SORT',
  'mod-sequences and vanished UIDs (QRESYNC)':
    'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE ENABLE ESEARCH CONDSTORE QRESYNC SORT',
}

const FLAGS = ['\\Seen', '\\Flagged', '$Junk', 'todo']

/** One thing that one of the two does; `pick` chooses among the messages that are there. */
const action = fc.record({
  who: fc.constantFrom('we', 'other'),
  what: fc.constantFrom('append', 'flag', 'unflag', 'expunge', 'elsewhere', 'drop'),
  pick: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
  flag: fc.constantFrom(...FLAGS),
  look: fc.boolean(),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const RAW = Buffer.from('Subject: more\r\n\r\nx\r\n')

async function actOurselves(account: Account, { what, flag }: Action, uids: number[]): Promise<void> {
  if (what === 'append') await appendMessage(account, 'INBOX', RAW, { flags: [flag], receivedAt: new Date() })
  if (what === 'elsewhere') await openIndex(account, 'Other')
  if (what === 'drop') await closeAccounts()
  if (uids.length > 0) {
    if (what === 'flag') await account.use('INBOX', (box) => storeFlags(box, uids, { add: [flag] }))
    if (what === 'unflag') await account.use('INBOX', (box) => storeFlags(box, uids, { remove: [flag] }))
    if (what === 'expunge') await account.use('INBOX', (box) => expungeMessages(box, uids))
  }
  afterChange(account, 'INBOX')
}

async function otherActs(client: ImapFlow, { what, flag }: Action, uids: number[]): Promise<void> {
  if (what === 'append') await client.append('INBOX', RAW, [flag])
  if (uids.length === 0) return
  if (what === 'flag') await client.messageFlagsAdd(uids.join(','), [flag], { uid: true })
  if (what === 'unflag') await client.messageFlagsRemove(uids.join(','), [flag], { uid: true })
  if (what === 'expunge') await client.messageDelete(uids.join(','), { uid: true })
}

/** What is really there, read anew by the other client. */
async function readFresh(client: ImapFlow): Promise<Map<number, string>> {
  await client.noop()
  const rows = new Map<number, string>()
  if (client.mailbox && client.mailbox.exists > 0) {
    for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) {
      rows.set(
        uid,
        [...(flags ?? [])]
          .filter((flag) => flag !== '\\Recent')
          .sort()
          .join(' '),
      )
    }
  }
  return rows
}

const contentOf = (index: FolderIndex) =>
  new Map(Array.from(index.uids, (uid) => [uid, index.flagsOf(uid)?.join(' ') ?? '']))

/** Applies what an index says happened to what a tab had. */
function follow(tab: Map<number, string>, index: FolderIndex, state: string): void {
  const delta = index.since(state)
  if (!delta) throw new Error('the state was forgotten')
  for (const uid of delta.removed) tab.delete(uid)
  for (const uid of [...delta.added, ...delta.changed]) tab.set(uid, index.flagsOf(uid)?.join(' ') ?? '')
}

const ascending = (rows: Map<number, string>) => new Map([...rows].sort(([a], [b]) => a - b))

describe.each(Object.entries(PROFILES))('by %s', (_, capability) => {
  let dovecot: { server: Dovecot; stop: () => Promise<void> }
  beforeAll(async () => {
    dovecot = await startDovecot({ capability })
  })
  afterAll(async () => {
    await closeAccounts()
    await dovecot.stop()
  })

  test('whatever two clients do, the index is what a fresh read finds, and its deltas lead there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 25 }), (actions) =>
        withMailbox(
          {
            INBOX: Array.from({ length: 12 }, (_, at) => `Subject: ${at}\n\nx\n`),
            Other: ['Subject: o\n\nx\n'],
          },
          async (box) => {
            const client = await box.otherClient()
            await client.mailboxOpen('INBOX')
            let account = await accountOfMailbox(box)
            let index = await openIndex(account, 'INBOX')
            const tab = contentOf(index)
            let { state } = index
            for (const step of actions) {
              const there = [...(await readFresh(client)).keys()]
              const uids = [...new Set(step.pick.map((at) => there[at]).filter((uid) => uid !== undefined))]
              if (step.who === 'we') await actOurselves(account, step, uids)
              else await otherActs(client, step, uids)
              if (!step.look) continue
              account = await accountOfMailbox(box)
              index = await openIndex(account, 'INBOX')
              expect(contentOf(index)).toEqual(await readFresh(client))
              follow(tab, index, state)
              state = index.state
              expect(ascending(tab)).toEqual(contentOf(index))
            }
          },
          dovecot.server,
        ),
      ),
      { seed: 20261123, numRuns: 12, endOnFailure: true },
    )
  }, 120_000)

  test('asking when nothing happened does not make a new state', () =>
    withMailbox(
      { INBOX: ['Subject: 1\n\nx\n'], Other: [] },
      async (box) => {
        const account = await accountOfMailbox(box)
        const { state } = await openIndex(account, 'INBOX')
        await openIndex(account, 'Other')
        expect((await openIndex(account, 'INBOX')).state).toBe(state)
        expect((await openIndex(account, 'INBOX')).state).toBe(state)
      },
      dovecot.server,
    ))

  test('many who ask at once all get the truth', () =>
    withMailbox(
      { INBOX: ['Subject: 1\n\nx\n'] },
      async (box) => {
        const account = await accountOfMailbox(box)
        const client = await box.otherClient()
        await client.mailboxOpen('INBOX')
        const early = openIndex(account, 'INBOX')
        await client.messageFlagsAdd('1', ['\\Flagged'], { uid: true })
        const late = await Promise.all(Array.from({ length: 20 }, () => openIndex(account, 'INBOX')))
        for (const index of late) expect(index.flagsOf(1)).toEqual(['\\Flagged'])
        await early
      },
      dovecot.server,
    ))
})
