import { expect, test } from 'vitest'
import type { TrustedSender, TrustedSenders } from '#lib/api/identity.ts'
import { ask, expectProblem, json } from '#tests/servers/ask-api.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const PATH = '/api/trusted-senders'

async function names(api: Api): Promise<string[]> {
  const { body } = await api.get<TrustedSenders>(PATH)
  return body.senders.map(({ sender }) => sender)
}

test('a trusted sender is remembered for the account, on every device, and for nobody else', () =>
  withMailbox({}, (mailbox) =>
    withMailbox({}, async (stranger) => {
      const api = await signIn(mailbox)
      expect(await names(api)).toEqual([])
      const { status, body } = await api.put<TrustedSender>(PATH, { sender: 'Anna@Example.ORG' })
      expect(status).toBe(200)
      expect(body.sender).toBe('anna@example.org')
      expect(Math.abs(Date.now() - Date.parse(body.addedAt))).toBeLessThan(60_000)
      await api.put(PATH, { sender: 'shop.example' })
      expect(await names(await signIn(mailbox))).toEqual(['anna@example.org', 'shop.example'])
      expect(await names(await signIn(stranger))).toEqual([])
      await api.delete('/api/session')
      expect(await names(await signIn(mailbox))).toEqual(['anna@example.org', 'shop.example'])
    }),
  ))

test('trusting twice is trusting once, and distrusting in any spelling is enough', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const first = await api.put<TrustedSender>(PATH, { sender: 'anna@example.org' })
    const second = await api.put<TrustedSender>(PATH, { sender: 'ANNA@example.org' })
    expect(second.body).toEqual(first.body)
    for (let times = 0; times < 2; times++) {
      const { status } = await api.delete(`${PATH}?sender=${encodeURIComponent('Anna@EXAMPLE.org')}`)
      expect(status).toBe(204)
      expect(await names(api)).toEqual([])
    }
  }))

test('what names nobody, or everybody, is refused and nothing is kept', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    for (const sender of [
      'gmail.com',
      'localhost',
      '*',
      'a b@example.org',
      '',
      'x'.repeat(321),
      "'; DROP TABLE sessions;--",
    ])
      await expectProblem(await ask(api, 'PUT', PATH, json({ sender })), 'bad_request')
    expect(await names(api)).toEqual([])
  }))

test('another site can neither add nor remove one', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const headers = { origin: 'https://evil.example', 'content-type': 'application/json' }
    const body = JSON.stringify({ sender: 'evil.example' })
    await expectProblem(await ask(api, 'PUT', PATH, { headers, body }), 'cross_origin')
    await expectProblem(await ask(api, 'DELETE', `${PATH}?sender=a.example`, { headers }), 'cross_origin')
    expect(await names(api)).toEqual([])
  }))

test('the list has an end, and says so', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const { database } = await import('#lib/server/store/database.ts')
    await api.put(PATH, { sender: 'anna@example.org' })
    database()
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
          INSERT INTO trusted_senders SELECT account, i || '.example', 0 FROM n, trusted_senders WHERE sender = 'anna@example.org'`,
      )
      .run()
    await expectProblem(await ask(api, 'PUT', PATH, json({ sender: 'one.more.example' })), 'conflict')
    // One that is there already is as wished.
    expect((await api.put(PATH, { sender: 'anna@example.org' })).status).toBe(200)
    expect(await names(api)).toHaveLength(2000)
  }))
