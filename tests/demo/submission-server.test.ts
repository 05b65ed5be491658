import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MailStore } from '#scripts/demo/imap/mail-store.ts'
import { startSubmissionServer } from '#scripts/demo/submission-server.ts'

const account = { username: 'sam@postern.example', password: 'open sesame' }
const store = new MailStore()
let server: { port: number; stop: () => void }

beforeAll(async () => {
  server = await startSubmissionServer(store, account)
})
afterAll(() => server.stop())

function send(to: string[], pass = account.password, from = account.username) {
  const transport = createTransport({
    host: '127.0.0.1',
    port: server.port,
    ignoreTLS: true,
    auth: { user: account.username, pass },
  })
  return transport.sendMail({ from, to, subject: 'Hello', text: 'from me' })
}

test('what Sam sends to himself arrives in his inbox, what he sends to others does not', async () => {
  const before = store.folders.get('INBOX')?.messages.length ?? 0
  await send(['mara@lindqvist.example'])
  expect(store.folders.get('INBOX')?.messages.length).toBe(before)
  await send(['sam+notes@postern.example', 'mara@lindqvist.example'])
  const messages = store.folders.get('INBOX')?.messages ?? []
  expect(messages).toHaveLength(before + 1)
  expect(messages.at(-1)?.raw.toString()).toContain('Subject: Hello')
})

test('a wrong password, a stranger as sender and an unknown recipient are refused', async () => {
  await expect(send([account.username], 'wrong')).rejects.toMatchObject({ responseCode: 535 })
  await expect(send([account.username], account.password, 'eve@evil.example')).rejects.toMatchObject({
    responseCode: 550,
  })
  const { rejected } = await send(['nobody@lindqvist.example', account.username])
  expect(rejected).toEqual(['nobody@lindqvist.example'])
})
