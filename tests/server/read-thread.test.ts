import { afterEach, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { readThread } from '#lib/server/messages/read-thread.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

afterEach(closeAccounts)

const idIn = (path: string, uid: number) => `${folderIdOf(path)}.1700000000.${uid}`

function mail(name: string, minute: number, header: Record<string, string> = {}): string {
  const date = new Date(Date.UTC(2024, 0, 1, 0, minute)).toUTCString().replace('GMT', '+0000')
  const lines = Object.entries({ Subject: name, 'Message-ID': `<${name}@x>`, Date: date, ...header })
  return `${lines.map(([field, value]) => `${field}: ${value}`).join('\n')}\n\n${name}\n`
}

const subjectsOf = async (account: Account, path: string, uid: number) =>
  (await readThread({ account, params: { id: idIn(path, uid) } })).messages.map(({ subject }) => subject)

test('a conversation is whoever answers whom, own replies in Sent included, oldest first', () =>
  withMailbox(
    {
      INBOX: [
        mail('third', 30, { 'In-Reply-To': '<second@x>', References: '<first@x> <second@x>' }),
        mail('first', 10),
        mail('other', 15),
        // By a client that knows no References.
        mail('fourth', 40, { 'In-Reply-To': '<third@x>' }),
        // `first@x` is only a part of this one's id.
        mail('stranger', 12, { 'In-Reply-To': '<thirst-first@x.org>' }),
      ],
      Sent: [mail('second', 20, { 'In-Reply-To': '<first@x>', References: '<first@x>' }), mail('unsent', 21)],
    },
    async (box) => {
      const account = await accountOfMailbox(box)
      const conversation = ['first', 'second', 'third', 'fourth']
      for (const uid of [1, 2, 4]) expect(await subjectsOf(account, 'INBOX', uid)).toEqual(conversation)
      expect(await subjectsOf(account, 'Sent', 1)).toEqual(conversation)
      expect(await subjectsOf(account, 'INBOX', 3)).toEqual(['other'])
    },
  ))

test('a copy of a message in both folders is told once, as the one that was asked for', () =>
  withMailbox(
    { INBOX: [mail('a', 1)], Sent: [mail('a', 1), mail('b', 2, { References: '<a@x>' })] },
    async (box) => {
      const { messages } = await readThread({
        account: await accountOfMailbox(box),
        params: { id: idIn('INBOX', 1) },
      })
      expect(messages.map(({ id }) => id)).toEqual([idIn('INBOX', 1), idIn('Sent', 2)])
    },
  ))

test('a message without any id is a conversation of one', () =>
  withMailbox({ INBOX: ['Subject: alone\n\nx\n', 'Subject: too\n\ny\n'] }, async (box) => {
    expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['alone'])
  }))

test('hostile references are no command and no flood', () =>
  withMailbox(
    {
      INBOX: [
        mail('flood', 1, {
          References: `${Array.from({ length: 500 }, (_, at) => `<${at}"\\ OR ALL@x>`).join('\n ')} <${'z'.repeat(900)}@x>`,
        }),
        mail('innocent', 2),
      ],
    },
    async (box) => {
      expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['flood'])
    },
  ))

test('a conversation of no message, or of a folder that was renumbered, is an error', () =>
  withMailbox({ INBOX: [mail('a', 1)] }, async (box) => {
    const account = await accountOfMailbox(box)
    const codeOf = (id: string) =>
      readThread({ account, params: { id } }).catch(
        (error: unknown) => error instanceof MailError && error.code,
      )
    expect(await codeOf(idIn('INBOX', 9))).toBe('not_found')
    expect(await codeOf(idIn('Nowhere', 1))).toBe('not_found')
    expect(await codeOf(idIn('INBOX', 1).replace('1700000000', '7'))).toBe('uidvalidity_changed')
  }))

test('nothing is made where there is no Sent folder', () =>
  withMailbox({ INBOX: [mail('a', 1)] }, async (box) => {
    expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['a'])
    const client = await box.otherClient()
    expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX'])
  }))
