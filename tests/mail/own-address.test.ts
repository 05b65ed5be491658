import { expect, test } from 'vitest'
import type { Identity } from '#lib/api/settings.ts'
import { answeringSender, identityOf, isOneOf } from '#lib/mail/own-address.ts'

function identity(name: string, address: string): Identity {
  return { id: '0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7a10', name, address, signature: { text: '', html: null } }
}

const OWN = [identity('Mara', 'mara@example.org'), identity('Studio', 'studio@example.net')]

function message(to: string[], more: { cc?: string[]; headers?: [string, string][] } = {}) {
  const people = (addresses: string[]) => addresses.map((address) => ({ name: '', address }))
  const headers = (more.headers ?? []).map(([name, value]) => ({ name, value }))
  return { to: people(to), cc: people(more.cc ?? []), from: people(['ada@example.com']), headers }
}

test('a message is answered as the one whom it was sent to, by the very address', () => {
  expect(answeringSender(message(['bo@x.example', 'Studio@example.net']), OWN, '')).toEqual({
    name: 'Studio',
    address: 'Studio@example.net',
  })
  expect(answeringSender(message([], { cc: ['mara+shop@example.org'] }), OWN, '')).toEqual({
    name: 'Mara',
    address: 'mara+shop@example.org',
  })
})

test('where neither To nor Cc says it, those who delivered it do', () => {
  const hidden = message(['list@x.example'], { headers: [['Delivered-To', '<studio@example.net>']] })
  expect(answeringSender(hidden, OWN, '')?.name).toBe('Studio')
})

test('an alias of the address one signs in with is kept, a stranger is nobody', () => {
  expect(answeringSender(message(['me+news@home.example']), [], 'me@home.example')?.address).toBe(
    'me+news@home.example',
  )
  expect(answeringSender(message(['someone@x.example']), OWN, 'me@home.example')).toBeUndefined()
})

test('the very same address comes before one that it is a detail of', () => {
  const both = [identity('Plain', 'a@x.example'), identity('Tagged', 'a+tag@x.example')]
  expect(identityOf('A+tag@x.example', both)?.name).toBe('Tagged')
  expect(identityOf('a+other@x.example', both)?.name).toBe('Plain')
  expect(isOneOf('A+b@X.example', ['a@x.example'])).toBe(true)
})
