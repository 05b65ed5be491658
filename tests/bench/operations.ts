/** What is measured: each operation through the HTTP API, and the same IMAP commands on a bare connection. */
import { folderIdOf } from '#lib/api/ids.ts'
import { ApiClient } from './api-client.ts'
import { type BenchMailbox, RARE_WORD } from './bench-mailbox.ts'
import { MESSAGE, ROW } from './raw-fetches.ts'
import { RawImap } from './raw-imap.ts'
import { type Pace, type Times, timeBoth } from './stopwatch.ts'

/** One line of the table. Times in milliseconds. */
export type Measured = { operation: string; ours: Times; floor: Times; ratio: number }

type Stage = { base: string; mailbox: BenchMailbox; api: ApiClient; raw: RawImap; uidValidity: number }
type Work = (run: number) => Promise<unknown>

const INBOX = folderIdOf('INBOX')
const ALIASES_EACH = 17
/** How many aliases the operations use up. */
export const ALIASES = ALIASES_EACH * 2

const page = (offset: number) => `/api/folders/${INBOX}/messages?offset=${offset}&limit=50`

async function measure(operation: string, ours: Work, floor: Work, pace: Pace = {}): Promise<Measured> {
  const took = await timeBoth(ours, floor, pace)
  return { operation, ...took, ratio: took.ours.median / took.floor.median }
}

/** The UIDs of a page from the top, as the list shows it: newest first, and UIDs grow with the date here. */
function uidsAt(size: number, offset: number): string {
  const highest = Math.max(50, size - offset)
  return `${highest - 49}:${highest}`
}

const cold = { sort: 'UID SORT (REVERSE DATE) UTF-8 ALL' }

async function signIns({ base, mailbox }: Stage): Promise<Measured> {
  const { aliases, password, size, server } = mailbox
  return measure(
    'login → list',
    async (run) => {
      const api = new ApiClient(base)
      await api.signIn(aliases[run] ?? '', password)
      await api.call('GET', page(0))
    },
    async () => {
      const raw = await RawImap.open(server.plainPort, mailbox.username, password)
      await raw.command('SELECT INBOX')
      await raw.command(cold.sort)
      await raw.command(`UID FETCH ${uidsAt(size, 0)} ${ROW}`)
      raw.close()
    },
  )
}

async function firstLists({ base, mailbox, raw }: Stage): Promise<Measured> {
  const { aliases, password, size } = mailbox
  const clients: ApiClient[] = []
  for (const alias of aliases.slice(ALIASES_EACH)) {
    const api = new ApiClient(base)
    await api.signIn(alias, password)
    clients.push(api)
  }
  return measure(
    'first list of a folder',
    async (run) => clients[run]?.call('GET', page(0)),
    async () => {
      await raw.command('SELECT INBOX')
      await raw.command(cold.sort)
      await raw.command(`UID FETCH ${uidsAt(size, 0)} ${ROW}`)
    },
  )
}

async function lists({ api, raw, mailbox: { size } }: Stage): Promise<Measured[]> {
  const deep = (run: number) => Math.floor(size / 2) + run * Math.max(1, Math.floor(size / 40))
  const fetchAt = (offset: number) => raw.command(`UID FETCH ${uidsAt(size, offset)} ${ROW}`)
  return [
    await measure(
      'list, first page',
      () => api.call('GET', page(0)),
      () => fetchAt(0),
    ),
    await measure(
      'list, deep, never seen',
      (run) => api.call('GET', page(deep(run))),
      (run) => fetchAt(deep(run)),
    ),
    await measure(
      'list, deep, seen before',
      () => api.call('GET', page(deep(3))),
      () => fetchAt(deep(3)),
    ),
  ]
}

async function opens({ api, raw, uidValidity, mailbox: { size } }: Stage): Promise<Measured> {
  const uid = (run: number) => Math.floor(size / 3) + run * 3
  return measure(
    'open a message',
    (run) => api.call('GET', `/api/messages/${INBOX}.${uidValidity}.${uid(run)}`),
    (run) => raw.command(`UID FETCH ${uid(run) + 1} ${MESSAGE}`),
  )
}

async function changes({ api, raw, uidValidity, mailbox: { size } }: Stage): Promise<Measured[]> {
  const id = (uid: number) => `${INBOX}.${uidValidity}.${uid}`
  const change = (body: object) => api.call('POST', '/api/messages/change', body)
  const sign = (run: number) => (run % 2 === 0 ? 'add' : 'remove')
  return [
    await measure(
      'flag one message',
      (run) => change({ kind: 'flag', messages: { ids: [id(40)] }, [sign(run)]: ['\\Flagged'] }),
      (run) => raw.command(`UID STORE 41 ${run % 2 === 0 ? '+' : '-'}FLAGS (\\Flagged)`),
      { apart: true },
    ),
    await measure(
      'move one message',
      (run) => change({ kind: 'move', messages: { ids: [id(size - 60 - run)] }, to: folderIdOf('Moved') }),
      (run) => raw.command(`UID MOVE ${size - 100 - run} Moved`),
      { apart: true },
    ),
  ]
}

async function counts({ api, raw }: Stage): Promise<Measured> {
  return measure(
    'folders with counts',
    () => api.call('GET', '/api/folders'),
    () =>
      raw.command('LIST "" "*" RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES UNSEEN UIDVALIDITY UIDNEXT))'),
  )
}

async function searches({ api, raw }: Stage): Promise<Measured[]> {
  const search = (q: string) =>
    api.call('GET', `/api/search?folder=${INBOX}&limit=50&q=${encodeURIComponent(q)}`)
  const all: Measured[] = []
  for (const [name, prefix, key, needle] of [
    ['search subject', 'subject:', 'SUBJECT', RARE_WORD],
    ['search sender', 'from:', 'FROM', 'lindqvist'],
    ['search body', 'body:', 'BODY', RARE_WORD],
  ] as const) {
    all.push(
      await measure(
        name,
        () => search(prefix + needle),
        () => raw.command(`UID SEARCH ${key} "${needle}"`),
      ),
    )
  }
  return all
}

/** Another client stars and unstars a message: how long until it is heard, by us and by a connection in IDLE. */
async function pushes({ api, mailbox }: Stage): Promise<Measured> {
  const { server, username, password } = mailbox
  const other = await RawImap.open(server.plainPort, username, password)
  const idle = await RawImap.open(server.plainPort, username, password)
  await other.command('SELECT INBOX')
  await idle.command('SELECT INBOX')
  await idle.send('idle1 IDLE', /\+ [^\r\n]*\r\n$/)
  // A message of its own for each run: an echo of the run before can't be taken for this one.
  const star = (uid: number) => other.command(`UID STORE ${uid} +FLAGS (\\Flagged $Bench)`)
  const stream = await api.events(`/api/events?folder=${INBOX}`)
  await stream.next(/\n\n/)
  const measured = await measure(
    'another client → event',
    (run) => Promise.all([stream.next(new RegExp(`\\.${100 + run}"`)), star(100 + run)]),
    (run) => Promise.all([idle.until(new RegExp(`\\* ${200 + run} FETCH [^\r\n]*\r\n`)), star(200 + run)]),
    // Both are back in IDLE by then; a change that meets one on its way there would be told at once.
    { pause: 300, apart: true },
  )
  stream.close()
  other.close()
  idle.close()
  return measured
}

const LETTER = 'paper window lease harbour signal garden violet engine\n'.repeat(120)
const MAIL = `From: sam@postern.example\r\nSubject: x\r\n\r\n${LETTER.replaceAll('\n', '\r\n')}`

/** A draft is stored and the one before it removed; a message is on the disk, whatever happens, before it is accepted. */
async function writes({ api, raw, mailbox: { username } }: Stage): Promise<Measured[]> {
  const person = { name: '', address: `${username.split('@')[0]}@postern.example` }
  const draft = { from: person, to: [person], subject: 'Bench', text: LETTER }
  let { id } = await api.call<{ id: string }>('POST', '/api/drafts', draft)
  const append = () => raw.command(`APPEND Drafts (\\Seen \\Draft) {${MAIL.length}+}\r\n${MAIL}`)
  await append()
  await raw.command('SELECT Drafts')
  return [
    await measure(
      'save a draft',
      async () => {
        const place = await api.call<{ id: string }>('PUT', `/api/drafts/${id}`, draft)
        id = place.id
      },
      async () => {
        await append()
        await raw.command('UID STORE * +FLAGS.SILENT (\\Deleted)')
        await raw.command('UID EXPUNGE *')
      },
      { apart: true },
    ),
    await measure(
      'have a message accepted',
      () => api.call('POST', '/api/send', draft, { 'idempotency-key': crypto.randomUUID() }),
      append,
      { apart: true },
    ),
  ]
}

/** Measures everything on one mailbox. */
export async function measureAll(base: string, mailbox: BenchMailbox): Promise<Measured[]> {
  const { server, username, password } = mailbox
  const api = new ApiClient(base)
  await api.signIn(username, password)
  const { uidValidity } = await api.call<{ uidValidity: number }>('GET', page(0))
  const raw = await RawImap.open(server.plainPort, username, password)
  await raw.command('SELECT INBOX')
  const stage = { base, mailbox, api, raw, uidValidity }
  try {
    return [
      await signIns(stage),
      await firstLists(stage),
      ...(await lists(stage)),
      await opens(stage),
      await counts(stage),
      ...(await searches(stage)),
      await pushes(stage),
      ...(await changes(stage)),
      ...(await writes(stage)),
    ]
  } finally {
    raw.close()
  }
}
