import { expect, test } from 'vitest'
import type { Authentication } from '#lib/api/identity.ts'
import { isTrusted, parseSender, sendersOffered, trustedAs } from '#lib/mail/trusted-sender.ts'

const authentication = (verified: boolean): Authentication => ({
  spf: null,
  dkim: null,
  dmarc: verified ? 'pass' : 'fail',
  domain: null,
  mailFrom: null,
  signedBy: [],
  verified,
})
const message = (address: string, verified: boolean | null = true) => ({
  from: [{ name: '', address }],
  ...(verified !== null && { authentication: authentication(verified) }),
})

test('a sender has one spelling', () => {
  expect(parseSender(' Anna.Berg@Example.ORG ')).toBe('anna.berg@example.org')
  expect(parseSender('Example.ORG')).toBe('example.org')
  expect(parseSender('a@münchen.example')).toBe('a@xn--mnchen-3ya.example')
})

test('what names nobody is no sender', () => {
  for (const text of [
    '',
    '@',
    'a@',
    '@example.org',
    'localhost',
    'a b@example.org',
    'a@b@example.org',
    '*',
    '127.0.0.1',
    'a\u202e@example.org',
    '<a@example.org>',
  ])
    expect(parseSender(text), text).toBeNull()
})

test('where anybody can have an address, the domain is not offered', () => {
  expect(sendersOffered(message('anna@example.org'))).toEqual(['anna@example.org', 'example.org'])
  expect(sendersOffered(message('anna@Gmail.com'))).toEqual(['anna@gmail.com'])
  expect(parseSender('outlook.com')).toBeNull()
})

test('nothing is offered where it is not verified who sent it', () => {
  expect(sendersOffered(message('anna@example.org', false))).toEqual([])
  expect(sendersOffered(message('anna@example.org', null))).toEqual([])
})

test('trust counts for verified mail alone, of this very address or domain', () => {
  const senders = new Set(['anna@example.org', 'shop.example'])
  expect(isTrusted(message('Anna@example.org'), senders)).toBe(true)
  expect(isTrusted(message('news@shop.example'), senders)).toBe(true)
  expect(isTrusted(message('anna@example.org', false), senders)).toBe(false)
  expect(isTrusted(message('anna@example.org', null), senders)).toBe(false)
  expect(isTrusted(message('oskar@example.org'), senders)).toBe(false)
  expect(isTrusted(message('news@mail.shop.example'), senders)).toBe(false)
  expect(isTrusted(message('news@evil-shop.example'), senders)).toBe(false)
  expect(trustedAs(message('anna@example.org', false), senders)).toBe('anna@example.org')
})

test('a message of two authors is trusted for neither', () => {
  const from = [
    { name: '', address: 'anna@example.org' },
    { name: '', address: 'x@evil.example' },
  ]
  expect(isTrusted({ from, authentication: authentication(true) }, new Set(['anna@example.org']))).toBe(false)
})
