import { expect, test } from 'vitest'
import { MessageWarning } from '#lib/api/identity.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { identityOf } from '#lib/mail/identity.ts'
import { addressesOf } from '#lib/mail/summary.ts'
import { bodyPart } from './body-part.ts'

const utf8 = (header: string) => parseHeader(Buffer.from(header))

function warnings(header: string, fileNames: string[] = []): [string, string, string][] {
  const attached = fileNames.map((name, at) =>
    bodyPart(`${at + 2}`, 'application/pdf', { dispositionParameters: new Map([['filename', name]]) }),
  )
  const found = identityOf(utf8(header), attached, ['mx.example']).warnings ?? []
  return found.map((one) => {
    const { kind, shown, real } = MessageWarning.parse(one)
    return [kind, shown, real]
  })
}

test('honest mail has no warnings', () => {
  expect(warnings('From: Anna Berg <anna@example.org>\r\nSubject: Lunch?\r\n', ['menu.pdf'])).toEqual([])
  expect(warnings('From: =?utf-8?Q?J=C3=BCrgen?= <j@xn--mnchen-3ya.example>\r\n')).toEqual([])
  expect(warnings('From: "anna@example.org" <Anna@Example.org>\r\n')).toEqual([])
  expect(warnings('From: "Fish @ Chips, Ltd." <a@example.org>\r\n')).toEqual([])
  expect(warnings('')).toEqual([])
})

test('a message that fails DMARC says which domain it is not shown to be from', () => {
  const failed = 'Authentication-Results: mx.example; dmarc=fail header.from=bank.example\r\n'
  expect(warnings(`${failed}From: Bank <a@bank.example>\r\n`)).toEqual([
    ['not_authenticated', 'bank.example', ''],
  ])
  expect(warnings(`${failed.replace('mx.', 'my.')}From: Bank <a@bank.example>\r\n`)).toEqual([])
  expect(warnings('Authentication-Results: mx.example; dmarc=none\r\nFrom: a@bank.example\r\n')).toEqual([])
})

test('an address in the name that is not the sender is told, in any disguise', () => {
  const told = [['address_in_name', 'ceo@bank.example', 'x@evil.example']]
  for (const name of [
    '"ceo@bank.example"',
    '"The boss <ceo@bank.example>"',
    '"ceo＠bank.example"',
    '"ceo@bank．example"',
    '=?utf-8?Q?ceo=40bank=2Eexample?=',
    '"ceo\u202d@bank.example"',
  ])
    expect(
      warnings(`From: ${name} <x@evil.example>\r\n`).filter(([kind]) => kind === 'address_in_name'),
      name,
    ).toEqual(told)
})

test('an address that stands beside the sender is told, for others may take that one for the sender', () => {
  const told = [['address_in_name', 'x@evil.example', 'ceo@bank.example']]
  for (const from of [
    'The boss <ceo@bank.example> <x@evil.example>',
    '<ceo@bank.example> Somebody <x@evil.example>',
    'ceo@bank.example x@evil.example',
    'ceo@bank.example (the boss) , ceo@bank.example x@evil.example',
  ]) {
    expect(warnings(`From: ${from}\r\n`), from).toEqual(told)
  }
  for (const from of [
    'a@x.example, B <b@x.example>; "c@x.example" <c@x.example>',
    'List (for b@x.example) <a@x.example>',
    'Team: a@x.example, b@x.example;',
    'A@X.example <a@x.example>',
  ]) {
    expect(warnings(`From: ${from}\r\n`), from).toEqual([])
  }
})

test('answers that would go to another organisation are told', () => {
  const from = 'From: Anna <anna@news.example.co.uk>\r\n'
  expect(warnings(`${from}Reply-To: <x@gmail.com>\r\n`)).toEqual([
    ['reply_elsewhere', 'news.example.co.uk', 'x@gmail.com'],
  ])
  expect(warnings(`${from}Reply-To: <anna@example.co.uk>, <help@support.example.co.uk>\r\n`)).toEqual([])
  expect(warnings(`${from}Reply-To: <l@lists.example>\r\nList-Post: <mailto:L@lists.example>\r\n`)).toEqual(
    [],
  )
  expect(warnings('From: root\r\nReply-To: <x@gmail.com>\r\n')).toEqual([
    ['reply_elsewhere', '', 'x@gmail.com'],
  ])
})

test('a domain in letters that pass for others is told, with what it really is', () => {
  expect(warnings('From: Apple <id@аррӏе.com>\r\n')).toEqual([
    ['lookalike_domain', 'аррӏе.com', 'xn--80ak6aa92e.com'],
  ])
  expect(warnings('From: Apple <id@xn--80ak6aa92e.com>\r\nReply-To: a@xn--80ak6aa92e.com\r\n')).toHaveLength(
    1,
  )
})

test('characters that turn the reading direction are taken out and told', () => {
  const header = 'From: =?utf-8?Q?Anna=E2=80=AEgro.live?= <a@example.org>\r\nSubject: a\u2066b\u202e\r\n'
  expect(warnings(header, ['invoice\u202efdp.exe'])).toEqual([
    ['hidden_direction', 'subject', ''],
    ['hidden_direction', 'name', ''],
    ['hidden_direction', 'file', ''],
  ])
  expect(addressesOf(utf8(header), 'from')).toEqual([{ name: 'Annagro.live', address: 'a@example.org' }])
  expect(addressesOf(utf8('From: <a\u202e@example.org>\r\n'), 'from')).toEqual([
    { name: '', address: 'a\ufffd@example.org' },
  ])
})

test('marks that Hebrew and Arabic need stay', () => {
  const header = 'From: "שלום\u200f (a)" <a@example.org>\r\nSubject: \u200fשלום\r\n'
  expect(warnings(header)).toEqual([])
  expect(addressesOf(utf8(header), 'from')[0]?.name).toBe('שלום\u200f (a)')
})

test('a thousand people in From are looked at in no time, and told of a few', () => {
  const people = Array.from({ length: 1000 }, (_, at) => `"b${at}@bank.example" <x${at}@evil.example>`)
  expect(warnings(`From: ${people.join(', ')}\r\n`)).toHaveLength(20)
})
