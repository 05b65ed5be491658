import { expect, test } from 'vitest'
import { type Encounter, rankPeople } from '#lib/mail/rank-people.ts'

const NOW = Date.UTC(2026, 10, 26)
const DAY = 86_400_000

function met(address: string, days: number, more: Partial<Encounter> & { name?: string } = {}): Encounter {
  const { name = '', sent = false } = more
  return { people: [{ name, address }], sent, at: NOW - days * DAY }
}

function order(...encounters: Encounter[]): string[] {
  return rankPeople(encounters, NOW, ['me@example.org']).map(({ address }) => address)
}

test('who was written to stands before who only wrote, the recent before the old, the frequent before the rare', () => {
  expect(order(met('reads@a.example', 1), met('written@a.example', 1, { sent: true }))[0]).toBe(
    'written@a.example',
  )
  expect(order(met('old@a.example', 300), met('new@a.example', 3))[0]).toBe('new@a.example')
  expect(order(met('rare@a.example', 1), met('often@a.example', 9), met('often@a.example', 8))[0]).toBe(
    'often@a.example',
  )
})

test('somebody is one person however the address is spelt, and has the name they were met with last', () => {
  const both = [
    met('Bo@a.example', 5, { name: 'B.' }),
    met('bo@A.example', 1, { name: 'Bo Ek' }),
    met('bo@a.example', 0),
  ]
  expect(rankPeople(both, NOW)).toEqual([{ name: 'Bo Ek', address: 'bo@A.example' }])
})

test('machines and oneself come last', () => {
  const often = Array.from({ length: 50 }, () => met('no-reply@shop.example', 0))
  const self = Array.from({ length: 50 }, () => met('me@example.org', 0, { sent: true }))
  expect(order(...often, ...self, met('ada@a.example', 200))).toEqual([
    'ada@a.example',
    'no-reply@shop.example',
    'me@example.org',
  ])
})
