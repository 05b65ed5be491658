import fc from 'fast-check'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { appendMessage } from '#lib/server/imap/append-message.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { orderedView } from '#lib/server/imap/resolve-view.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { afterChange, openIndex } from '#lib/server/imap/sync-folder.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import {
  type AnyMailbox,
  lendMailbox,
  type RunningServer,
  runDovecot,
  SERVERS,
} from '#tests/servers/every-server.ts'

const CAPABILITIES = {
  'the reference path (UIDs and flags read again)': 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE',
  'mod-sequences (CONDSTORE)':
    'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE ENABLE ESEARCH CONDSTORE SORT',
  'mod-sequences and vanished UIDs (QRESYNC)':
    'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS MOVE ENABLE ESEARCH CONDSTORE QRESYNC SORT',
}

/** Every way there is to follow a folder, and the servers that are here with what they offer. */
const PATHS: [name: string, start: () => Promise<RunningServer>][] = [
  ...Object.entries(CAPABILITIES).map(([name, capability]): (typeof PATHS)[number] => [
    name,
    () => runDovecot(capability),
  ]),
  ...SERVERS.filter(([name]) => name === 'Cyrus' || name === 'Courier'),
]

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

/** Dated on a day of its own choice, so that it may belong anywhere in an order. */
const mail = (day = 0) => {
  const date = new Date(Date.UTC(2024, 0, 1 + day)).toUTCString().replace('GMT', '+0000')
  return Buffer.from(`Date: ${date}\r\nSubject: more\r\n\r\nx\r\n`)
}

async function actOurselves(
  account: Account,
  other: string,
  { what, flag, pick }: Action,
  uids: number[],
): Promise<void> {
  if (what === 'append')
    await appendMessage(account, 'INBOX', mail(pick[0]), { flags: [flag], receivedAt: new Date() })
  if (what === 'elsewhere') await openIndex(account, other)
  if (what === 'drop') await closeAccounts()
  if (uids.length > 0) {
    if (what === 'flag') await account.use('INBOX', (box) => storeFlags(box, uids, { add: [flag] }))
    if (what === 'unflag') await account.use('INBOX', (box) => storeFlags(box, uids, { remove: [flag] }))
    if (what === 'expunge') await account.use('INBOX', (box) => expungeMessages(box, uids))
  }
  afterChange(account, 'INBOX')
}

async function otherActs(client: ImapFlow, { what, flag, pick }: Action, uids: number[]): Promise<void> {
  if (what === 'append') await client.append('INBOX', mail(pick[0]), [flag])
  if (uids.length === 0) return
  if (what === 'flag') await client.messageFlagsAdd(uids.join(','), [flag], { uid: true })
  if (what === 'unflag') await client.messageFlagsRemove(uids.join(','), [flag], { uid: true })
  if (what === 'expunge') await client.messageDelete(uids.join(','), { uid: true })
}

type Fresh = { flags: string; time: number }

/** What is really there, read anew by the other client. */
async function readFresh(client: ImapFlow): Promise<Map<number, Fresh>> {
  await client.noop()
  const rows = new Map<number, Fresh>()
  if (client.mailbox && client.mailbox.exists > 0) {
    for await (const { uid, flags, envelope } of client.fetch('1:*', {
      uid: true,
      flags: true,
      envelope: true,
    })) {
      const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      rows.set(uid, { flags: words.join(' '), time: new Date(envelope?.date ?? 0).getTime() })
    }
  }
  return rows
}

const flagsIn = (rows: Map<number, Fresh>) => new Map([...rows].map(([uid, { flags }]) => [uid, flags]))

/** Holds an order, a filter and a search of the folder against what is there. */
async function compareViews(account: Account, fresh: Map<number, Fresh>): Promise<void> {
  const newestFirst = [...fresh].sort(([a, one], [b, other]) => other.time - one.time || b - a)
  const uidsWhere = (fits: (flags: string) => boolean) =>
    newestFirst.filter(([, { flags }]) => fits(flags)).map(([uid]) => uid)
  const view = async (query: Omit<Parameters<typeof orderedView>[2], 'sort'>) =>
    Array.from((await orderedView(account, 'INBOX', { sort: '-date', ...query })).uids)
  expect(await view({})).toEqual(uidsWhere(() => true))
  expect(await view({ filter: ['unread'] })).toEqual(uidsWhere((flags) => !flags.includes('\\Seen')))
  expect(await view({ q: 'keyword:todo' })).toEqual(uidsWhere((flags) => flags.includes('todo')))
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

/** One action, and, where it says so, a look at what came of it. */
async function play(box: AnyMailbox, actions: readonly Action[]): Promise<void> {
  const client = await box.otherClient()
  await client.mailboxOpen('INBOX')
  let account = await accountOfMailbox(box)
  let index = await openIndex(account, 'INBOX')
  const tab = contentOf(index)
  let { state } = index
  for (const step of actions) {
    const there = [...(await readFresh(client)).keys()]
    const uids = [...new Set(step.pick.map((at) => there[at]).filter((uid) => uid !== undefined))]
    if (step.who === 'we') await actOurselves(account, box.path('Other'), step, uids)
    else await otherActs(client, step, uids)
    if (!step.look) continue
    account = await accountOfMailbox(box)
    index = await openIndex(account, 'INBOX')
    const fresh = await readFresh(client)
    expect(contentOf(index)).toEqual(flagsIn(fresh))
    await compareViews(account, fresh)
    follow(tab, index, state)
    state = index.state
    expect(ascending(tab)).toEqual(contentOf(index))
  }
}

/** Runs of 30 to 60 steps: some thousands in all. Courier rests for seconds now and then. */
const runsOn = (name: string) => (name === 'Courier' ? 4 : name === 'Cyrus' ? 10 : 20)

describe.each(PATHS)('by %s', (name, start) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(async () => {
    await closeAccounts()
    await server.stop()
  })

  test('whatever two clients do, index and views are what a fresh read finds, and the deltas lead there', async () => {
    const seeds = { INBOX: Array.from({ length: 12 }, (_, at) => mail(at)), Other: ['Subject: o\n\nx\n'] }
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 30, maxLength: 60, size: 'max' }), (actions) =>
        lendMailbox(server, seeds, (box) => play(box, actions)),
      ),
      { seed: 20261123, numRuns: runsOn(name), endOnFailure: true },
    )
  }, 240_000)

  test('asking when nothing happened does not make a new state', () =>
    lendMailbox(server, { INBOX: ['Subject: 1\n\nx\n'], Other: [] }, async (box) => {
      const account = await accountOfMailbox(box)
      const { state } = await openIndex(account, 'INBOX')
      await openIndex(account, box.path('Other'))
      expect((await openIndex(account, 'INBOX')).state).toBe(state)
      expect((await openIndex(account, 'INBOX')).state).toBe(state)
    }))

  test('many who ask at once all get the truth', () =>
    lendMailbox(server, { INBOX: ['Subject: 1\n\nx\n'] }, async (box) => {
      const account = await accountOfMailbox(box)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      const early = openIndex(account, 'INBOX')
      await client.messageFlagsAdd('1', ['\\Flagged'], { uid: true })
      const late = await Promise.all(Array.from({ length: 20 }, () => openIndex(account, 'INBOX')))
      for (const index of late) expect(index.flagsOf(1)).toEqual(['\\Flagged'])
      await early
    }))
})
