import { expect, inject, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { ImportedMessage, Message } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, configure, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')

async function importInto(api: Api, query: string, body: BodyInit, type = 'message/rfc822') {
  const response = await api.raw(
    new Request(`http://postern.test/api/messages?${query}`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    }),
  )
  return { status: response.status, body: (await response.json()) as ImportedMessage & Problem }
}

const LETTER = 'From: a@example.org\nSubject: Imported\nDate: Fri, 21 Nov 1997 09:55:06 -0600\n\nline\n'

test('an imported message is stored as it is, with its flags and dated by its Date header', () =>
  withMailbox({ INBOX: ['Subject: before\n\nx\n'] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const flags = encodeURIComponent('\\Seen,$Label1 todo')
    const imported = await importInto(api, `folder=${INBOX}&flags=${flags}`, LETTER)
    expect(imported).toEqual({ status: 201, body: { id: `${INBOX}.1700000000.2` } })
    const { body } = await api.get<Message>(`/api/messages/${imported.body.id}`)
    expect(body).toMatchObject({
      subject: 'Imported',
      receivedAt: '1997-11-21T15:55:06.000Z',
      text: 'line\n',
    })
    expect([...body.flags].sort()).toEqual(['$Label1', '\\Seen', 'todo'])
    const source = await api.raw(`/api/messages/${imported.body.id}/source`)
    expect(await source.text()).toBe(LETTER.replaceAll('\n', '\r\n'))
  }))

test('a Date that no clock ever showed keeps nothing from coming in', () =>
  withMailbox({ INBOX: [] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const received: string[] = []
    for (const date of [
      'Fri, 21 Nov 1969 09:55:06 -0600',
      '1 Jan 0302 00:00 +0000',
      '1 Jan 9999 00:00 +0000',
    ]) {
      const imported = await importInto(api, `folder=${INBOX}`, `Date: ${date}\n\nx\n`)
      expect(imported.status).toBe(201)
      received.push((await api.get<Message>(`/api/messages/${imported.body.id}`)).body.receivedAt)
    }
    expect(received[0]).toBe('1969-11-21T15:55:06.000Z')
    for (const other of received.slice(1))
      expect(Math.abs(Date.now() - Date.parse(other))).toBeLessThan(60_000)
  }))

test('a server that does not say where a message went is asked', async () => {
  const { server, stop } = await startDovecot({ capability: 'IMAP4rev1 LITERAL+ IDLE' })
  try {
    await withMailbox(
      { INBOX: ['Subject: before\n\nx\n'] },
      async (mailbox) => {
        const api = await signIn(mailbox)
        const first = await importInto(api, `folder=${INBOX}`, LETTER)
        const second = await importInto(api, `folder=${INBOX}`, LETTER)
        expect([first.body.id, second.body.id]).toEqual([`${INBOX}.1700000000.2`, `${INBOX}.1700000000.3`])
      },
      server,
    )
  } finally {
    await stop()
    configure({ MAIL_IMAP: `imap+plain://127.0.0.1:${inject('dovecot').plainPort}` })
  }
})

test('what is no message, no flag or no folder is refused, and so is what is too large', () =>
  withMailbox({ INBOX: [] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const code = async (query: string, body: BodyInit, type?: string) => {
      const { status, body: problem } = await importInto(api, query, body, type)
      return `${status} ${problem.code}`
    }
    expect(await code(`folder=${INBOX}`, '')).toBe('400 bad_request')
    expect(await code(`folder=${INBOX}`, LETTER, 'text/plain')).toBe('400 bad_request')
    expect(await code('folder=%21', LETTER)).toBe('400 bad_request')
    expect(await code(`folder=${INBOX}&flags=${encodeURIComponent('a(b')}`, LETTER)).toBe('400 bad_request')
    expect(await code(`folder=${INBOX}&flags=${encodeURIComponent('a\r\nb')}`, LETTER)).toBe(
      '400 bad_request',
    )
    expect(await code(`folder=${INBOX}&flags=${encodeURIComponent('\\Recent')}`, LETTER)).toBe(
      '400 bad_request',
    )
    expect(await code(`folder=${folderIdOf('No such')}`, LETTER)).toBe('404 not_found')
    configure({ MAX_UPLOAD_MB: '1' })
    try {
      expect(await code(`folder=${INBOX}`, `${LETTER}${'x'.repeat(2 ** 20)}`)).toBe('413 too_large')
    } finally {
      configure({ MAX_UPLOAD_MB: undefined })
    }
  }))
