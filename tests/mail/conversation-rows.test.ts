import { expect, test } from 'vitest'
import type { ThreadMember } from '#lib/api/messages.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { showsConversations, withConversations } from '#lib/mail/conversation-choice.ts'
import { membersOf, messagesIn, placeOf, rowOf, rowsWithout } from '#lib/mail/conversation-rows.ts'
import { asConversation } from '#lib/mail/conversation-summary.ts'
import { sendersInShort } from '#lib/mail/senders-in-short.ts'

const rows = {
  ids: ['a3', undefined, 'b', 'c2'],
  members: new Map([
    ['a3', ['a1', 'a2', 'a3']],
    ['c2', ['c1', 'c2']],
  ]),
}
const without = (...gone: string[]) =>
  rowsWithout(
    rows,
    (id) => gone.includes(id),
    () => true,
  )

test('a row is found by any of its messages', () => {
  expect(['a1', 'a3', 'b', 'c1', 'x'].map((id) => rowOf(rows, id))).toEqual(['a3', 'a3', 'b', 'c2', null])
  expect(['a1', 'c2', 'x'].map((id) => placeOf(rows, id))).toEqual([0, 3, -1])
  expect([membersOf(rows, 'a3').length, membersOf(rows, 'b')]).toEqual([3, ['b']])
  expect(messagesIn(rows)).toEqual(['a3', 'a1', 'a2', 'b', 'c2', 'c1'])
})

test('a conversation loses messages one by one, and goes with the last', () => {
  expect(without('a1').members.get('a3')).toEqual(['a2', 'a3'])
  expect(without('a1').ids).toEqual(rows.ids)
  expect(without('a1', 'a2', 'a3', 'b')).toEqual({
    ids: [undefined, 'c2'],
    members: new Map([['c2', ['c1', 'c2']]]),
  })
})

test('where the message that is shown goes the newest that is left takes its place, if it is known', () => {
  expect(without('a3').ids).toEqual(['a2', undefined, 'b', 'c2'])
  expect(without('a3').members.get('a2')).toEqual(['a1', 'a2'])
  const known = rowsWithout(
    rows,
    (id) => id === 'a3',
    (id) => id === 'a1',
  )
  expect([known.ids[0], known.members.get('a1')]).toEqual(['a1', ['a1', 'a2']])
  const unknown = rowsWithout(
    rows,
    (id) => id === 'a3',
    () => false,
  )
  expect([unknown.ids[0], unknown.members.get('a3')]).toEqual(['a3', ['a1', 'a2']])
})

test('each folder has its own way, and the others keep theirs', () => {
  const here = withConversations(FIRST_SETTINGS, 'here', true)
  expect(here.conversations).toEqual({ on: false, except: ['here'] })
  expect(['here', 'there'].map((id) => showsConversations(here, id))).toEqual([true, false])
  expect(withConversations(here, 'here', false)).toEqual(FIRST_SETTINGS)
  const everywhere = { ...FIRST_SETTINGS, conversations: { on: true, except: [] } }
  expect(showsConversations(withConversations(everywhere, 'here', false), 'here')).toBe(false)
})

const member = (name: string, address: string, flags: string[] = ['\\Seen']): ThreadMember => ({
  id: address,
  from: { name, address },
  flags,
  hasAttachments: false,
})
const WORDS = { me: 'Sam@example.org', meWord: 'me', nobody: '(no sender)' }
const inShort = (members: ThreadMember[]) =>
  sendersInShort(members, WORDS).map((sender) => sender && (sender.unread ? `*${sender.name}` : sender.name))

test('who wrote is named in short, once, in the order in which they first wrote; unread ones are marked', () => {
  const anna = member('Anna Lindqvist', 'anna@x.example')
  const me = member('Sam', 'sam@example.org')
  const boris = member('Berg, Boris', 'boris@x.example', [])
  expect(inShort([anna, me, anna, boris])).toEqual(['Anna', 'me', '*Boris'])
  expect(inShort([anna, anna])).toEqual(['Anna Lindqvist'])
  expect(inShort([me])).toEqual(['Sam'])
  expect(inShort([member('', 'office@x.example'), boris])).toEqual(['office', '*Boris'])
  expect(inShort([member('', ''), anna])).toEqual(['(no sender)', 'Anna'])
  expect(inShort([{ ...anna, from: null }, anna, boris])).toEqual(['Anna', '*Boris'])
  expect(inShort([{ ...anna, from: null }])).toEqual(['(no sender)'])
  expect(inShort([anna, { ...anna, flags: [] }, boris])).toEqual(['*Anna', '*Boris'])
})

test('of many the first and the last two are named', () => {
  const many = ['Anna', 'Boris', 'Cem', 'Dora', 'Eva'].map((name) => member(name, `${name}@x.example`))
  expect(inShort(many)).toEqual(['Anna', null, 'Dora', 'Eva'])
})

test('a conversation is unread, starred, labelled or has attachments if one of its messages is or has', () => {
  const shown = {
    id: 'n@x',
    folderId: 'f',
    uid: 1,
    threadId: 't',
    subject: 's',
    from: [],
    to: [],
    date: null,
    receivedAt: '2026-01-01T00:00:00.000Z',
    size: 1,
    flags: ['\\Seen', '\\Answered'],
    hasAttachments: false,
    preview: '',
  }
  const read = member('a', 'a@x')
  const other = { ...member('b', 'b@x', ['\\Flagged', '$label1', '\\Draft']), hasAttachments: true }
  expect(asConversation(shown, [read, other])).toMatchObject({
    flags: ['\\Flagged', '$label1', '\\Answered'],
    hasAttachments: true,
  })
  expect(asConversation(shown, [read]).flags).toEqual(['\\Answered', '\\Seen'])
})
