/** Every verb of the API that speaks to the mail server: where it can fail, what it asks for, and what it leaves behind. */
import { randomUUID } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Seeds } from './mailbox.ts'
import type { Api } from './postern.ts'

const letter = (subject: string, more = '') =>
  `From: Ada <ada@example.org>\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n${more}\nWords of ${subject}.\n`

const BYTES = Buffer.alloc(1_300_000, 'every byte counts, ').toString('base64').replaceAll(/.{76}/g, '$&\n')
const ENCLOSED = `From: Ada <ada@example.org>\nSubject: enclosed\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\n${BYTES}\n--b--\n`

const MAIL: Seeds = {
  INBOX: [letter('one'), letter('two', 'References: <one@example.org>\n'), letter('three')],
  Archive: [letter('old')],
  Sent: [],
  Trash: [letter('rubbish')],
  Clients: [],
}
const ONE_ENCLOSED: Seeds = { INBOX: [ENCLOSED] }

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')
const id = (uid: number, path = 'INBOX') =>
  messageIdOf({ folderId: folderIdOf(path), uidValidity: 1_700_000_000, uid })

/** How a call ended. `body` is JSON, or the bytes; a stream that broke off is `broken`. */
export type Outcome = { status: number; body: unknown; broken?: true }

/** Folder → `subject flags` of each message, sorted; and which folders are subscribed. As another client sees it. */
export type State = { folders: Record<string, string[]>; subscribed: string[] }

export type Verb = {
  name: string
  seeds: Seeds
  /** The line at which it fails. */
  line: RegExp
  /** What is done before, so that the line comes. */
  before?: (api: Api) => Promise<unknown>
  run: (api: Api) => Promise<Outcome>
  /** Whether this is the answer. */
  isRight: (body: never) => boolean
  /** What it makes of the mailbox; left out by what only reads. */
  change?: (state: State) => void
  /** May be sent again as it is, and does nothing twice. */
  repeatable: boolean
}

async function sent(api: Api, method: string, path: string, init: RequestInit = {}): Promise<Outcome> {
  const response = await api.raw(new Request(`http://postern.test${path}`, { method, ...init }))
  const type = response.headers.get('content-type') ?? ''
  try {
    const bytes = Buffer.from(await response.bytes())
    return { status: response.status, body: /json/.test(type) ? JSON.parse(`${bytes}`) : bytes }
  } catch {
    return { status: response.status, body: null, broken: true }
  }
}

function json(method: string, body: unknown): [string, RequestInit] {
  return [method, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }]
}

const open = (api: Api) => sent(api, 'GET', `/api/folders/${inbox}/messages`)

type Reading = Pick<Verb, 'line' | 'isRight'> & Partial<Pick<Verb, 'seeds' | 'before'>>

function read(name: string, path: string, reading: Reading, init: RequestInit = {}): Verb {
  return { name, seeds: MAIL, repeatable: true, run: (api) => sent(api, 'GET', path, init), ...reading }
}

type Writing = Pick<Verb, 'line' | 'change'> & Partial<Pick<Verb, 'before' | 'isRight'>>

/** A change with an id of its own: sent again it is the same one. */
function changed(name: string, change: Record<string, unknown>, writing: Writing): Verb {
  const ids = new WeakMap<Api, string>()
  const run = (api: Api) => {
    const changeId = ids.get(api) ?? randomUUID()
    ids.set(api, changeId)
    const [method, init] = json('POST', { ...change, changeId })
    return sent(api, method, '/api/messages/change', init)
  }
  const isRight = ({ count }: { count: number }) => count === 1
  return { name, seeds: MAIL, before: open, repeatable: true, isRight, run, ...writing }
}

function made(name: string, [method, init]: [string, RequestInit], path: string, writing: Writing): Verb {
  const run = (api: Api) => sent(api, method, path, init)
  return { name, seeds: MAIL, repeatable: false, isRight: () => true, run, ...writing }
}

type Page = { messages: { subject: string }[] }
const subjects = ({ messages }: Page) => messages.map(({ subject }) => subject).join(' ')
const holds = (words: string) => (bytes: Buffer) => bytes.includes(words)
const one = { ids: [id(1)] }

function take(state: State, from: string, line: string): void {
  state.folders[from] = (state.folders[from] ?? []).filter((other) => other !== line)
}
function put(state: State, to: string, line: string): void {
  state.folders[to] = [...(state.folders[to] ?? []), line].sort()
}

const FULL_SIZE = 1_300_000

export const VERBS: readonly Verb[] = [
  read('a list (SELECT)', `/api/folders/${inbox}/messages`, {
    line: /SELECT|EXAMINE/,
    isRight: (page) => subjects(page) === 'three two one',
  }),
  read('a list (FETCH)', `/api/folders/${inbox}/messages`, {
    line: /UID FETCH/,
    isRight: (page) => subjects(page) === 'three two one',
  }),
  read('a list (STATUS)', `/api/folders/${archive}/messages`, {
    line: / STATUS /,
    isRight: (page) => subjects(page) === 'old',
  }),
  read('a list again (NOOP)', `/api/folders/${inbox}/messages`, {
    before: open,
    line: /NOOP/,
    isRight: (page) => subjects(page) === 'three two one',
  }),
  read('a list in another order (SORT)', `/api/folders/${inbox}/messages?sort=subject`, {
    before: open,
    line: /UID SORT/,
    isRight: (page) => subjects(page) === 'one three two',
  }),
  read('the folders (LIST)', '/api/folders', {
    line: / LIST /,
    isRight: ({ folders }: { folders: unknown[] }) => folders.length === 5,
  }),
  read('a message (FETCH)', `/api/messages/${id(1)}`, {
    line: /UID FETCH/,
    isRight: ({ text }: { text: string }) => text === 'Words of one.\n',
  }),
  read('a conversation', `/api/messages/${id(1)}/thread`, {
    line: /UID (SEARCH|THREAD|FETCH)/,
    isRight: (page) => subjects(page) === 'one two',
  }),
  read('a part', `/api/messages/${id(1)}/parts/2`, {
    seeds: ONE_ENCLOSED,
    line: /BODY\.PEEK\[2/,
    isRight: ({ length }: Buffer) => length === FULL_SIZE,
  }),
  read('a source', `/api/messages/${id(1)}/source`, {
    seeds: ONE_ENCLOSED,
    line: /BODY\.PEEK\[\]/,
    isRight: ({ length }: Buffer) => length > FULL_SIZE,
  }),
  read('attachments in a zip', `/api/messages/${id(1)}/attachments.zip`, {
    seeds: ONE_ENCLOSED,
    line: /BODY\.PEEK\[2/,
    isRight: (bytes: Buffer) => bytes.length > FULL_SIZE && bytes.includes('a.pdf'),
  }),
  read('a search', '/api/search?q=one', {
    line: /UID (SORT|SEARCH)/,
    isRight: ({ total, pending }: { total: number; pending: string[] }) => total === 1 || pending.length > 0,
  }),
  read(
    'a search as a stream',
    '/api/search?q=subject:one',
    { line: /UID (SORT|SEARCH)/, isRight: holds('event: done') },
    { headers: { accept: 'text/event-stream' } },
  ),
  changed(
    'a flag (STORE)',
    { kind: 'flag', messages: one, add: ['\\Flagged'] },
    {
      line: /UID STORE/,
      change: (state) => {
        take(state, 'INBOX', 'one')
        put(state, 'INBOX', 'one \\Flagged')
      },
    },
  ),
  changed(
    'a move (MOVE)',
    { kind: 'move', messages: one, to: archive },
    {
      line: /UID MOVE/,
      change: (state) => {
        take(state, 'INBOX', 'one')
        put(state, 'Archive', 'one')
      },
    },
  ),
  changed(
    'a copy (COPY)',
    { kind: 'copy', messages: one, to: archive },
    { line: /UID COPY/, change: (state) => put(state, 'Archive', 'one') },
  ),
  changed(
    'a delete (LIST)',
    { kind: 'delete', messages: one },
    {
      line: / LIST /,
      change: (state) => {
        take(state, 'INBOX', 'one')
        put(state, 'Trash', 'one')
      },
    },
  ),
  changed(
    'a delete for good (EXPUNGE)',
    { kind: 'expunge', messages: one },
    { line: /UID EXPUNGE/, change: (state) => take(state, 'INBOX', 'one') },
  ),
  made('an emptied folder', ['POST', {}], `/api/folders/${folderIdOf('Trash')}/empty`, {
    line: /UID EXPUNGE/,
    isRight: ({ deleted }: { deleted: number }) => deleted === 1,
    change: (state) => take(state, 'Trash', 'rubbish'),
  }),
  made(
    'an import (APPEND)',
    ['POST', { body: letter('new'), headers: { 'content-type': 'message/rfc822' } }],
    `/api/messages?folder=${archive}`,
    { line: /APPEND/, change: (state) => put(state, 'Archive', 'new') },
  ),
  made('a new folder (CREATE)', json('POST', { name: 'Fresh' }), '/api/folders', {
    line: / CREATE /,
    change: (state) => {
      state.folders.Fresh = []
      state.subscribed = [...state.subscribed, 'Fresh'].sort()
    },
  }),
  made(
    'a renamed folder (RENAME)',
    json('PATCH', { name: 'Customers' }),
    `/api/folders/${folderIdOf('Clients')}`,
    {
      line: / RENAME /,
      change: (state) => {
        delete state.folders.Clients
        state.folders.Customers = []
        state.subscribed = state.subscribed.map((path) => (path === 'Clients' ? 'Customers' : path)).sort()
      },
    },
  ),
  made('a deleted folder (DELETE)', ['DELETE', {}], `/api/folders/${folderIdOf('Clients')}`, {
    line: / DELETE /,
    change: (state) => {
      delete state.folders.Clients
      state.subscribed = state.subscribed.filter((path) => path !== 'Clients')
    },
  }),
  made(
    'an unsubscribed folder (UNSUBSCRIBE)',
    json('PATCH', { subscribed: false }),
    `/api/folders/${folderIdOf('Clients')}`,
    {
      line: / UNSUBSCRIBE /,
      change: (state) => {
        state.subscribed = state.subscribed.filter((path) => path !== 'Clients')
      },
    },
  ),
]

/** The whole mailbox as another client sees it. */
export async function stateOf(client: ImapFlow): Promise<State> {
  const state: State = { folders: {}, subscribed: [] }
  for (const { path, subscribed } of await client.list()) {
    if (subscribed && path !== 'INBOX') state.subscribed.push(path)
    await client.mailboxOpen(path, { readOnly: true })
    const lines: string[] = []
    for await (const { envelope, flags } of client.fetch('1:*', { envelope: true, flags: true })) {
      const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      lines.push([envelope?.subject, ...words].join(' '))
    }
    state.folders[path] = lines.sort()
    await client.mailboxClose()
  }
  state.subscribed.sort()
  return state
}
