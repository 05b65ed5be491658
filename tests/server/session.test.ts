import { expect, test } from 'vitest'
import type { Session, SessionList } from '#lib/api/session.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { browser, pointAt, signIn } from '#tests/servers/postern.ts'

test('signing in answers with the session and sets a cookie that opens it again', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    expect(api.cookie).toMatch(/^postern=Fe26/)
    const session = await api.get<Session>('/api/session')
    expect(session.status).toBe(200)
    expect(session.body).toMatchObject({ username: mailbox.username, server: '127.0.0.1' })
    expect(session.body.capabilities).toMatchObject({ sort: true, idle: true, move: true, send: false })
  }))
