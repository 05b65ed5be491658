import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftOfMailto } from '#lib/mail/mailto.ts'

const short = (link: string) => {
  const draft = draftOfMailto(link)
  return draft && [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address).join(' ')
}

test('whom and what a link is about is what the message begins with', () => {
  expect(
    draftOfMailto(
      'MailTo:ann@example.org,bo@example.org?CC=cy@example.org&bcc=di@example.org&subject=Two%20%26%20three+4&body=One%0D%0Atwo',
    ),
  ).toEqual({
    to: [
      { name: '', address: 'ann@example.org' },
      { name: '', address: 'bo@example.org' },
    ],
    cc: [{ name: '', address: 'cy@example.org' }],
    bcc: [{ name: '', address: 'di@example.org' }],
    subject: 'Two & three+4',
    text: 'One\ntwo',
  })
})

test('a link may name its people in its fields, and nobody twice', () => {
  expect(short('mailto:?to=ann@example.org')).toBe('ann@example.org')
  expect(short('mailto:ann@example.org?to=ANN@example.org,bo@example.org')).toBe(
    'ANN@example.org bo@example.org',
  )
  expect(short('mailto:zo%C3%AB@b%C3%BCcher.example')).toBe('zoë@bücher.example')
})

test('nothing else is taken from a link: no file, no header, no half address', () => {
  expect(draftOfMailto('mailto:nobody?attach=/etc/passwd&from=x@example.org&in-reply-to=%3Ca@b%3E')).toEqual({
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    text: '',
  })
  expect(draftOfMailto('https://example.org')).toBeNull()
})

test('no link breaks out of its field', () => {
  expect(draftOfMailto('mailto:a@example.org?subject=Hi%0D%0ABcc:%20x@example.org')?.subject).toBe(
    'Hi Bcc: x@example.org',
  )
  fc.assert(
    fc.property(fc.string(), fc.string(), (path, query) => {
      const draft = draftOfMailto(`mailto:${path}?subject=${query}&body=${query}&to=${query}`)
      expect(draft?.subject ?? '').not.toMatch(/\p{Cc}/u)
      for (const { address, name } of draft?.to ?? []) expect(address + name).not.toMatch(/\p{Cc}/u)
    }),
  )
})
