import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address } from '#lib/api/messages.ts'
import { type Answered, replyAllRecipients, replyRecipients } from '#lib/mail/answer-recipients.ts'

const OWN = ['mara@example.org']
const people = (...addresses: string[]): Address[] => addresses.map((address) => ({ name: '', address }))
const message = (some: Partial<Answered>): Answered => ({
  from: people('ada@example.net'),
  to: people('mara@example.org'),
  cc: [],
  replyTo: [],
  headers: [],
  ...some,
})

describe('reply', () => {
  test('goes to the author', () => {
    expect(replyRecipients(message({}), OWN).to).toEqual(people('ada@example.net'))
  })
  test('goes where the author wants answers', () => {
    const given = message({ replyTo: people('desk@example.net') })
    expect(replyRecipients(given, OWN)).toEqual({ to: people('desk@example.net'), cc: [] })
  })
  test('to an own message goes to whom it went to', () => {
    const given = message({ from: people('Mara@example.org'), to: people('bo@example.net') })
    expect(replyRecipients(given, OWN).to).toEqual(people('bo@example.net'))
  })
})

describe('reply all', () => {
  test('leaves out oneself, in any case and with any detail, and names nobody twice', () => {
    const given = message({
      to: people('MARA+lists@example.org', 'bo@example.net'),
      cc: people('Bo@example.net', 'cy@example.net'),
    })
    expect(replyAllRecipients(given, OWN)).toEqual({
      to: people('ada@example.net', 'bo@example.net'),
      cc: people('cy@example.net'),
    })
  })
  test('follows Mail-Followup-To', () => {
    const headers = [{ name: 'Mail-Followup-To', value: 'List <list@example.net>, mara@example.org' }]
    const { to, cc } = replyAllRecipients(message({ headers, cc: people('cy@example.net') }), OWN)
    expect([to, cc]).toEqual([[{ name: 'List', address: 'list@example.net' }], []])
  })
  test('to a note to oneself goes to oneself', () => {
    const given = message({ from: people('mara@example.org') })
    expect(replyAllRecipients(given, OWN).to).toEqual(people('mara@example.org'))
  })
  test('always names somebody, and nobody twice', () => {
    const some = fc.array(fc.constantFrom('mara@example.org', 'a@x.example', 'A@x.example', 'b@x.example'))
    fc.assert(
      fc.property(some, some, some, (to, cc, replyTo) => {
        const given = message({ to: people(...to), cc: people(...cc), replyTo: people(...replyTo) })
        const found = replyAllRecipients(given, OWN)
        const all = [...found.to, ...found.cc].map(({ address }) => address.toLowerCase())
        expect(found.to.length).toBeGreaterThan(0)
        expect(new Set(all).size).toBe(all.length)
      }),
    )
  })
})
