import { expect, test } from 'vitest'
import type { Identity } from '#lib/api/settings.ts'
import {
  identityProblems,
  withIdentity,
  withoutIdentity,
  withUsualIdentity,
} from '#lib/mail/change-identities.ts'

function identity(id: string, address: string, replyTo?: string): Identity {
  return { id, name: '', address, ...(replyTo && { replyTo }), signature: { text: '', html: null } }
}

const [a, b, c] = [
  identity('a', 'a@example.org'),
  identity('b', 'b@example.org'),
  identity('c', 'c@example.org'),
]
const order = ({ identities }: { identities: Identity[] }) => identities.map(({ id }) => id).join('')

test('the one that is made the usual one stands first, the others as before', () => {
  expect(order(withUsualIdentity({ identities: [a, b, c] }, 'c'))).toBe('cab')
  expect(order(withUsualIdentity({ identities: [a, b] }, 'gone'))).toBe('ab')
})

test('one that was removed comes back to its place', () => {
  const left = withoutIdentity({ identities: [a, b, c] }, 'b')
  expect(order(left)).toBe('ac')
  expect(order(withIdentity(left, b, 1))).toBe('abc')
})

test('one that is changed keeps its place, a new one is the last', () => {
  const renamed = withIdentity({ identities: [a, b] }, { ...a, name: 'Ada' })
  expect(renamed.identities.map(({ name }) => name)).toEqual(['Ada', ''])
  expect(order(withIdentity(renamed, c))).toBe('abc')
})

test('an address must be one that mail can be sent from, and stands there once', () => {
  const now = { identities: [a] }
  expect(identityProblems(b, now)).toEqual({})
  expect(identityProblems({ ...a, name: 'Ada' }, now)).toEqual({})
  expect(identityProblems(identity('n', 'A@example.org'), now)).toHaveProperty('address')
  expect(identityProblems(identity('n', '"a@evil x"@good.example'), now)).toHaveProperty('address')
  expect(identityProblems(identity('n', 'n@example.org', 'nobody'), now)).toHaveProperty('replyTo')
})
