import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessagePage } from '#lib/api/messages.ts'
import { log, makeLog } from '#lib/server/config/log.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { browser, signIn } from '#tests/servers/postern.ts'

let written = ''
const shared = globalThis as { posternLog?: unknown }

beforeAll(() => {
  shared.posternLog = makeLog('trace', {
    write: (line: string) => {
      written += line
    },
  })
})
afterAll(() => {
  shared.posternLog = undefined
})

const MAIL =
  'From: Sentinel Sender <sentinel-sender@example.org>\nSubject: sentinel-subject\nMessage-ID: <a@b>\n\nsentinel-body\n'

test('no password, cookie, query or word of a mail is in the log, whatever is done and whatever fails', () =>
  withMailbox({ INBOX: [MAIL] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { username } = mailbox
    await browser().post('/api/session', { username, password: 'sentinel-wrong' })
    await browser().post('/api/session', { username: 'sentinel-nobody', password: 'x'.repeat(2000) })
    const list = await api.get<MessagePage>('/api/folders/SU5CT1g/messages?q=sentinel-query')
    expect(list.status).toBe(200)
    const { body } = await api.get<MessagePage>('/api/folders/SU5CT1g/messages')
    const id = body.messages[0]?.id
    expect((await api.get(`/api/messages/${id}`)).status).toBe(200)
    await (await api.raw(`/api/messages/${id}/source`)).bytes()
    await api.get(`/api/messages/${id}/parts/sentinel-part`)
    await api.get('/api/folders/c2VudGluZWw/messages')
    await api.post('/api/messages/change', { kind: 'flag', messages: { ids: [id] }, add: ['sentinel-flag'] })
    await api.post('/api/messages/change', { kind: 'sentinel-kind' })
    const cookie = api.cookie
    api.cookie = `${cookie.slice(0, -1)}!`
    await api.get('/api/session')
    for (const secret of ['sentinel', mailbox.password, cookie.slice(8), cookie.slice(-40)])
      expect(written).not.toContain(secret)
  }))

test('an error is logged by its kind and place, never by what it says', () => {
  log().error({ err: new TypeError('sentinel', { cause: new Error('sentinel') }) }, 'a call failed')
  const line = written.split('\n').at(-2) ?? ''
  expect(line).toContain('TypeError')
  expect(line).toContain('log.test.ts')
  expect(line).not.toContain('sentinel')
})

test('secrets that somebody logs by mistake are cut out', () => {
  log().warn(
    { password: 'sentinel', login: { password: 'sentinel', cookie: 'sentinel', subject: 'sentinel' } },
    'x',
  )
  expect(written).not.toContain('sentinel')
  expect(written).toContain('[redacted]')
})
