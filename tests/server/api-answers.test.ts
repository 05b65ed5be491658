/** What the API answers where a call is in order: as the contract writes it, or that what it names isn't there. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { ask, expectProblem, json } from '#tests/servers/ask-api.ts'
import { makeMailbox } from '#tests/servers/make-mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
const GONE = folderIdOf('No such folder')

let api: Api
let message: string

beforeAll(async () => {
  const raw = 'From: ada@example.org\nSubject: one\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n'
  api = await signIn(makeMailbox(inject('dovecot'), { INBOX: [raw, raw], Archive: [raw] }))
  const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages`)
  message = body.messages.at(-1)?.id ?? ''
})

describe('what is not there', () => {
  const missing = () => message.replace(/\d+$/, '4000000')
  const renumbered = () => message.replace(/\.\d+\./, '.1.')

  test('a folder is 404 in every call about one', async () => {
    const asked: [string, string, RequestInit?][] = [
      ['GET', `/api/folders/${GONE}/messages`],
      ['GET', `/api/search?q=x&folder=${GONE}`],
      ['DELETE', `/api/folders/${GONE}`],
      ['POST', `/api/folders/${GONE}/empty`],
      ['PATCH', `/api/folders/${GONE}`, json({ name: 'other' })],
      ['POST', '/api/folders', json({ name: 'child', parentId: GONE })],
      ['POST', '/api/messages/change', json({ kind: 'move', messages: { ids: [message] }, to: GONE })],
      [
        'POST',
        `/api/messages?folder=${GONE}`,
        { body: 'a: b\r\n\r\n', headers: { 'content-type': 'message/rfc822' } },
      ],
    ]
    for (const [method, path, init] of asked)
      await expectProblem(await ask(api, method, path, init), 'not_found')
  })

  test('a message is 404 in every read, and 409 where its folder was renumbered', async () => {
    for (const more of ['', '/thread', '/source', '/parts/1', '/attachments.zip']) {
      await expectProblem(await ask(api, 'GET', `/api/messages/${missing()}${more}`), 'not_found')
      await expectProblem(
        await ask(api, 'GET', `/api/messages/${renumbered()}${more}`),
        'uidvalidity_changed',
      )
    }
  })

  test('one id of a renumbered folder fails a whole change, untouched', async () => {
    const messages = { ids: [message, renumbered()] }
    const answer = await ask(
      api,
      'POST',
      '/api/messages/change',
      json({ kind: 'flag', messages, add: ['$Touched'] }),
    )
    await expectProblem(answer, 'uidvalidity_changed')
    const { body } = await api.get<{ flags: string[] }>(`/api/messages/${message}`)
    expect(body.flags).not.toContain('$Touched')
  })

  test('a state that is not known is 409, and so is a token; a session and a change are 404', async () => {
    await expectProblem(
      await ask(api, 'GET', `/api/folders/${INBOX}/changes?since=nonsense`),
      'state_unknown',
    )
    await expectProblem(
      await ask(api, 'POST', '/api/messages/change', json({ kind: 'undo', token: 'x' })),
      'conflict',
    )
    await expectProblem(await ask(api, 'DELETE', `/api/sessions/${'a'.repeat(32)}`), 'not_found')
    await expectProblem(await ask(api, 'DELETE', `/api/messages/change/${randomUUID()}`), 'not_found')
    for (const none of ['parts/9.9', 'attachments.zip'])
      await expectProblem(await ask(api, 'GET', `/api/messages/${message}/${none}`), 'not_found')
  })

  test('a folder that exists is 409 when it is made again, and one that is not empty when it is deleted', async () => {
    await expectProblem(await ask(api, 'POST', '/api/folders', json({ name: 'Archive' })), 'conflict')
    await expectProblem(await ask(api, 'DELETE', `/api/folders/${folderIdOf('Archive')}`), 'conflict')
  })
})

describe('what succeeds', () => {
  const jsonOf = async (path: string) => await (await ask(api, 'GET', path)).json()

  test('every answer is JSON in UTF-8 or what it says, sniffed by nobody, kept by no cache', async () => {
    const types: [path: string, type: RegExp][] = [
      ['/api/session', /^application\/json/],
      ['/api/sessions', /^application\/json/],
      ['/api/folders', /^application\/json/],
      [`/api/folders/${INBOX}/messages`, /^application\/json/],
      ['/api/search?q=one', /^application\/json/],
      [`/api/messages/${message}`, /^application\/json/],
      [`/api/messages/${message}/thread`, /^application\/json/],
      [`/api/messages/${message}/parts/1`, /^text\/plain/],
      [`/api/messages/${message}/source`, /^message\/rfc822$/],
      ['/api/openapi.json', /^application\/json/],
    ]
    for (const [path, type] of types) {
      const answer = await ask(api, 'GET', path)
      expect(answer.status, path).toBe(200)
      expect(answer.headers.get('content-type'), path).toMatch(type)
      expect(answer.headers.get('cache-control'), path).toContain('no-store')
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(answer.headers.get('content-security-policy'), path).toContain("default-src 'none'")
      await answer.body?.cancel()
    }
  })

  test('a page says what its list is, and the defaults are the ones written down', async () => {
    const list = `/api/folders/${INBOX}/messages`
    const page = await jsonOf(list)
    expect(page).toEqual(await jsonOf(`${list}?offset=0&limit=50&sort=-date&filter=&threads=false&q=`))
    expect(page).toMatchObject({ folderId: INBOX, total: 2, offset: 0, uidNext: 3 })
    expect(page.messages.map((one: { uid: number }) => one.uid)).toEqual([2, 1])
  })

  test('dates are ISO 8601 in UTC; ids are made of what they name', async () => {
    const [first] = (await jsonOf(`/api/folders/${INBOX}/messages`)).messages
    expect(new Date(first.receivedAt).toISOString()).toBe(first.receivedAt)
    expect(first.id).toMatch(new RegExp(`^${INBOX}\\.\\d+\\.2$`))
    expect(first.folderId).toBe(INBOX)
    expect(first.date).toBeNull()
  })

  test('a part is an attachment unless it is asked for inline; a range is answered', async () => {
    const path = `/api/messages/${message}/parts/1`
    const whole = await ask(api, 'GET', path)
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(await whole.text()).toBe('hello\r\n')
    const inline = await ask(api, 'GET', `${path}?disposition=inline`)
    expect(inline.headers.get('content-disposition')).toMatch(/^inline/)
    await inline.body?.cancel()
    const part = await ask(api, 'GET', path, { headers: { range: 'bytes=1-3' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toMatch(/^bytes 1-3\//)
    expect(await part.text()).toBe('ell')
    await expectProblem(await ask(api, 'GET', `${path}?disposition=form-data`), 'bad_request')
    // RFC 9110 §15.5.17: past the end there is nothing, and it says where the end is.
    const past = await ask(api, 'GET', path, { headers: { range: 'bytes=9999-' } })
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */7'])
  })

  test('reading leaves a message unread', async () => {
    for (const more of ['', '/thread', '/source', '/parts/1'])
      await (await ask(api, 'GET', `/api/messages/${message}${more}`)).bytes()
    expect((await jsonOf(`/api/messages/${message}`)).flags).not.toContain('\\Seen')
  })

  test('what has no content answers 204 and nothing', async () => {
    const made = await (await ask(api, 'POST', '/api/folders', json({ name: 'Short-lived' }))).json()
    const gone = await ask(api, 'DELETE', `/api/folders/${made.id}`)
    expect([gone.status, await gone.text()]).toEqual([204, ''])
  })
})
