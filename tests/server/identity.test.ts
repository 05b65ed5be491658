import { afterEach, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, configure, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
const read = async (api: Api, uid: number) =>
  (await api.get<Message>(`/api/messages/${INBOX}.1700000000.${uid}`)).body

const RESULTS =
  'Authentication-Results: mx.postern.example;\n\tdkim=pass header.d=example.org;\n\tspf=pass smtp.mailfrom=example.org;\n\tdmarc=pass header.from=example.org'
const FORGED = 'Authentication-Results: mx.postern.example; dmarc=pass header.from=bank.example'
const good = `${RESULTS}\nFrom: Anna <anna@example.org>\nSubject: Lunch\n\nHello\n`
const forged = `Received: from evil.example by mx.postern.example; Thu, 1 Oct 2026 00:00:00 +0000\nAuthentication-Results: mx.postern.example; spf=fail; dmarc=fail header.from=bank.example\nReceived: from x by evil.example; Thu, 1 Oct 2026 00:00:00 +0000\n${FORGED}\nFrom: Bank <a@bank.example>\nSubject: Your account\n\nHello\n`

afterEach(() => configure({ AUTHSERV_ID: undefined }))

test('a message says what the configured server found, and a forged finding counts for nothing', () =>
  withMailbox({ INBOX: [good, forged] }, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ AUTHSERV_ID: 'other.example, MX.postern.example' })
    expect((await read(api, 1)).authentication).toEqual({
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      domain: 'example.org',
      mailFrom: 'example.org',
      signedBy: ['example.org'],
      verified: true,
    })
    expect((await read(api, 1)).warnings).toBeUndefined()
    const phish = await read(api, 2)
    expect(phish.authentication).toMatchObject({ spf: 'fail', dkim: null, dmarc: 'fail', verified: false })
    expect(phish.warnings).toEqual([{ kind: 'not_authenticated', shown: 'bank.example', real: '' }])
  }))

test('without AUTHSERV_ID nobody is believed, and nobody is warned of it', () =>
  withMailbox({ INBOX: [good, forged] }, async (mailbox) => {
    const api = await signIn(mailbox)
    for (const uid of [1, 2]) {
      const message = await read(api, uid)
      expect(message.authentication).toBeUndefined()
      expect(message.warnings).toBeUndefined()
    }
  }))

test('subject and names turn nothing round, in the list as in the message', () => {
  const raw =
    'From: =?utf-8?B?QW5uYeKArmdyby5rbmFi?= <a@example.org>\nSubject: =?utf-8?Q?=E2=81=A7=E2=80=AEfdp=2Eexe?=\nTo: "S\u202aam" <sam@example.org>\n\nHello\n'
  return withMailbox({ INBOX: [raw] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages`)
    const shown = {
      subject: 'fdp.exe',
      from: [{ name: 'Annagro.knab', address: 'a@example.org' }],
      to: [{ name: 'Sam', address: 'sam@example.org' }],
    }
    expect(body.messages[0]).toMatchObject(shown)
    const message = await read(api, 1)
    expect(message).toMatchObject(shown)
    expect(message.warnings?.map(({ kind, shown }) => [kind, shown])).toEqual([
      ['hidden_direction', 'subject'],
      ['hidden_direction', 'name'],
    ])
  })
})
