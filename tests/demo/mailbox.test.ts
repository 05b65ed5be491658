import { expect, test } from 'vitest'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { type Folder, MailStore } from '#scripts/demo/imap/mail-store.ts'
import { fieldOf, parsePart } from '#scripts/demo/imap/mime-tree.ts'
import { fillMailbox } from '#scripts/demo/mailbox/fill-mailbox.ts'

const now = new Date('2026-11-22T14:30:00Z')

function filled(): MailStore {
  const store = new MailStore(1)
  fillMailbox(store, now, 'http://127.0.0.1:1')
  return store
}

const mailbox = filled()

function messagesOf(store: MailStore) {
  return [...store.folders.values()].flatMap((folder: Folder) => folder.messages)
}

test('the demo holds at least 400 messages, none of them from the future', () => {
  const messages = messagesOf(mailbox)
  expect(messages.length).toBeGreaterThanOrEqual(400)
  expect(messages.filter(({ receivedAt }) => receivedAt > now)).toEqual([])
})

test('the same moment makes the same mailbox, byte for byte', () => {
  const bytes = (store: MailStore) => messagesOf(store).map(({ raw }) => raw.toString('latin1'))
  expect(bytes(filled())).toEqual(bytes(mailbox))
})

test('it has the folders that a life needs, unread mail among them', () => {
  const { folders } = mailbox
  expect([...folders.keys()]).toEqual(
    expect.arrayContaining(['Archive', 'Sent', 'Drafts', 'Junk', 'Trash', 'Clients/Bright & Söns']),
  )
  const unread = folders.get('INBOX')?.messages.filter(({ flags }) => !flags.has('\\Seen')) ?? []
  expect(unread.length).toBeGreaterThan(10)
})

test.each([
  ['Japanese', /\p{Script=Hiragana}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Hindi', /\p{Script=Devanagari}/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['emoji', /\p{Emoji_Presentation}/u],
])('a subject is in %s', (_, script) => {
  const subjects = messagesOf(mailbox).map(({ raw }) =>
    decodeHeaderText(fieldOf(parsePart(raw), 'subject') ?? ''),
  )
  expect(subjects.some((subject) => script.test(subject))).toBe(true)
})

test('no line of a message is longer than RFC 5322 allows, and all are ASCII', () => {
  for (const { raw } of messagesOf(mailbox)) {
    const text = raw.toString('latin1')
    expect(text).toMatch(/^[\r\n\t\x20-\x7e]*$/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  }
})
