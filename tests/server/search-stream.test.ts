import { expect, test } from 'vitest'
import * as z from 'zod'
import { folderIdOf } from '#lib/api/ids.ts'
import { type MessageSummary, type SearchPage, SearchQuery } from '#lib/api/messages.ts'
import { SEARCH_EVENTS } from '#lib/api/search-events.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { searchFor } from '#lib/server/search/recent-searches.ts'
import { searchMessages } from '#lib/server/search/search-messages.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { ask, expectProblem } from '#tests/servers/ask-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const FOLDERS = Array.from({ length: 12 }, (_, at) => `Folder ${String(at).padStart(2, '0')}`)
const SEEDS = {
  INBOX: [eml({ subject: 'wanted, in the inbox' }), eml({ subject: 'other' })],
  ...Object.fromEntries(
    FOLDERS.map((name) => [
      name,
      [eml({ subject: `wanted, in ${name}` }), eml({ subject: `wanted again, in ${name}` })],
    ]),
  ),
}
const ALL = 1 + 2 * FOLDERS.length

const queryOf = (query: Record<string, string>) => z.parse(SearchQuery, query)
const subjectsOf = (messages: readonly MessageSummary[]) => messages.map(({ subject }) => subject)

type Event = { name: keyof typeof SEARCH_EVENTS; data: unknown }

/** Every event of a stream, held against its schema. */
function eventsIn(text: string): Event[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'))
    .map((block) => {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      const event = name as keyof typeof SEARCH_EVENTS
      return { name: event, data: z.parse(SEARCH_EVENTS[event], JSON.parse(data)) }
    })
}

function stream(api: Api, query: string, init: RequestInit = {}): Promise<Response> {
  return ask(api, 'GET', `/api/search?${query}`, { headers: { accept: 'text/event-stream' }, ...init })
}

type Results = { folderId: string; messages: MessageSummary[]; total: number; pending: string[] }
const resultsOf = (events: Event[]) =>
  events.filter(({ name }) => name === 'results').map(({ data }) => data as Results)

test('a stream says what each folder has, where it has still to look, and then that it is done', () =>
  withMailbox(SEEDS, async (box) => {
    const api = await signIn(box)
    const answer = await stream(api, 'q=subject:wanted')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const events = eventsIn(await answer.text())
    const results = resultsOf(events)
    const folders = ['INBOX', ...FOLDERS].map(folderIdOf)
    expect(results.map(({ folderId }) => folderId).sort()).toEqual(folders.toSorted())
    for (const [at, { folderId, total, pending }] of results.entries()) {
      expect(total).toBe(folderId === folderIdOf('INBOX') ? 1 : 2)
      const told = results.slice(0, at + 1).map((one) => one.folderId)
      for (const id of pending) expect([...folders].filter((one) => !told.includes(one))).toContain(id)
    }
    expect(results.at(-1)?.pending).toEqual([])
    expect(events.at(-1)).toEqual({ name: 'done', data: { total: ALL, failed: [] } })
    const { body } = await api.get<SearchPage>('/api/search?q=subject:wanted')
    expect(results.flatMap(({ messages }) => subjectsOf(messages)).sort()).toEqual(
      subjectsOf(body.messages).sort(),
    )
  }))

test('a stream has at most `limit` messages of each folder, in the order asked for', () =>
  withMailbox(SEEDS, async (box) => {
    const api = await signIn(box)
    const answer = await stream(api, `q=wanted&limit=1&sort=subject&folder=${folderIdOf('Folder 03')}`)
    const [first] = resultsOf(eventsIn(await answer.text()))
    expect(first).toMatchObject({ total: 2 })
    expect(subjectsOf(first?.messages ?? [])).toEqual(['wanted again, in Folder 03'])
  }))

test('a stream of a folder that is not there says the problem in the place of `done`', () =>
  withMailbox({}, async (box) => {
    const answer = await stream(await signIn(box), `q=x&folder=${folderIdOf('Nowhere')}`)
    const events = eventsIn(await answer.text())
    expect(events).toMatchObject([{ name: 'problem', data: { code: 'not_found', status: 404 } }])
  }))

test('a stream has no pages, and a bad query is refused before it begins', () =>
  withMailbox({}, async (box) => {
    const api = await signIn(box)
    await expectProblem(await stream(api, 'q=x&offset=50'), 'bad_request')
    await expectProblem(await stream(api, 'q=x&sort=colour'), 'bad_request')
  }))

test('an answer before all is searched says where it has still to look, and asking again tells the rest', () =>
  withMailbox(SEEDS, async (box) => {
    const api = await signIn(box)
    const path = '/api/search?q=subject:wanted&limit=200&wait=0'
    const first = (await api.get<SearchPage>(path)).body
    expect(first.pending.length).toBeGreaterThan(0)
    let last = first
    for (let asked = 0; last.pending.length > 0 && asked < 2_000; asked++) {
      for (const { folderId } of last.messages) expect(last.pending).not.toContain(folderId)
      const next = (await api.get<SearchPage>(path)).body
      // It never starts over: what is left only gets less.
      for (const id of next.pending) expect(last.pending).toContain(id)
      last = next
    }
    expect(last).toMatchObject({ total: ALL, pending: [] })
    expect(last.messages).toHaveLength(ALL)
  }))

test('who waits gets all of it at once', () =>
  withMailbox(SEEDS, async (box) => {
    const { body } = await (await signIn(box)).get<SearchPage>('/api/search?q=subject:wanted')
    expect({ total: body.total, pending: body.pending }).toEqual({ total: ALL, pending: [] })
  }))

test('who hangs up ends the search, unless somebody else asks for the same', () =>
  withMailbox(SEEDS, async (box) => {
    const account = await accountOfMailbox(box)
    const query = queryOf({ q: 'subject:wanted' })
    const caller = new AbortController()
    const headers = new Headers()
    const asked = searchMessages({ account, query, request: { signal: caller.signal, headers } })
    const search = searchFor(account, query)
    while (search.hits.length === 0) await search.step()
    const stayer = searchMessages({
      account,
      query,
      request: { signal: new AbortController().signal, headers },
    })
    caller.abort(new MailError('unavailable'))
    await expect(asked).rejects.toThrow()
    expect(await stayer).toMatchObject({ total: ALL, pending: [] })
  }))

test('a search that nobody asks for any more stops where it is', () =>
  withMailbox(SEEDS, async (box) => {
    const account = await accountOfMailbox(box)
    const query = queryOf({ q: 'subject:wanted' })
    const caller = new AbortController()
    const asked = searchMessages({
      account,
      query,
      request: { signal: caller.signal, headers: new Headers() },
    })
    const search = searchFor(account, query)
    while (search.hits.length === 0) await search.step()
    const found = search.hits.length
    caller.abort()
    await expect(asked).rejects.toThrow()
    await search.step()
    expect(() => search.throwIfFailed()).toThrow()
    expect(search.hits.length).toBe(found)
    expect(found).toBeLessThan(FOLDERS.length)
    // The next one begins anew.
    expect(searchFor(account, query)).not.toBe(search)
  }))

test('a stream whose reader goes away ends its search', () =>
  withMailbox(SEEDS, async (box) => {
    const account = await accountOfMailbox(box)
    const query = queryOf({ q: 'subject:wanted' })
    const headers = new Headers({ accept: 'application/json;q=0.5, text/event-stream' })
    const answer = await searchMessages({
      account,
      query,
      request: { signal: new AbortController().signal, headers },
    })
    const search = searchFor(account, query)
    const reader = answer instanceof Response ? answer.body?.getReader() : undefined
    expect((await reader?.read())?.done).toBe(false)
    await reader?.cancel()
    while (!search.lingers) await search.step()
    expect(search.done).toBe(false)
    expect(search.hits.length).toBeLessThan(FOLDERS.length)
  }))
