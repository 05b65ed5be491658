import { expect, test } from 'vitest'
import { parseAddresses } from '#lib/mail/addresses.ts'
import { byteStringOf } from '#lib/mail/byte-string.ts'

const raw = (text: string) => byteStringOf(new TextEncoder().encode(text))
const plain = (value: string) => parseAddresses(value).map(({ name, address }) => `${name}|${address}`)

test('names come quoted, bare, encoded or as comments', () => {
  expect(plain('"Doe, John" <john@example.org>, Jane Roe <jane@example.org>')).toEqual([
    'Doe, John|john@example.org',
    'Jane Roe|jane@example.org',
  ])
  expect(plain('=?utf-8?Q?J=C3=BCrgen=2C?= =?utf-8?Q?_M=C3?= =?utf-8?Q?=BCller?= <j@example.org>')).toEqual([
    'Jürgen, Müller|j@example.org',
  ])
  expect(plain('daemon@example.org (Mail Delivery System)')).toEqual([
    'Mail Delivery System|daemon@example.org',
  ])
  expect(plain(raw('"Jörg" <j@example.org>'))).toEqual(['Jörg|j@example.org'])
})

test('groups are flattened, and an empty group holds nobody', () => {
  expect(plain('Team: a@example.org, B <b@example.org>; c@example.org')).toEqual([
    '|a@example.org',
    'B|b@example.org',
    '|c@example.org',
  ])
  expect(plain('undisclosed-recipients:;')).toEqual([])
  expect(plain('undisclosed-recipients:')).toEqual([])
  expect(plain('Team: a@example.org, b@example.org')).toEqual(['|a@example.org', '|b@example.org'])
  expect(plain('Sales: Shop <shop@example.org>')).toEqual(['Shop|shop@example.org'])
  expect(plain('mailto:a@example.org')).toEqual(['|a@example.org'])
})

test('comments, white space and routes of RFC 5322 §4.4 mean nothing', () => {
  expect(plain('Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>')).toEqual([
    'Pete|pete@silly.test',
  ])
  expect(plain('john . doe @ example . org')).toEqual(['|john.doe@example.org'])
  expect(plain('<@a.test,@b.test:c@d.test>')).toEqual(['|c@d.test'])
  expect(plain('x@[IPv6:2001:db8::1]')).toEqual(['|x@[IPv6:2001:db8::1]'])
})

test('a quoted local part never becomes another address', () => {
  expect(plain('"a@evil x"@good.test')).toEqual(['|"a@evil x"@good.test'])
  expect(plain('"victim@bank.test" <thief@evil.test>')).toEqual(['victim@bank.test|thief@evil.test'])
  expect(plain('"x <a@evil.test>, y" <b@good.test>')).toEqual(['x <a@evil.test>, y|b@good.test'])
  expect(plain('<"a>b"@good.test>')).toEqual(['|"a>b"@good.test'])
  expect(plain('=?utf-8?Q?a=40evil.test?=@good.test')).toEqual(['|=?utf-8?Q?a=40evil.test?=@good.test'])
})

test('an encoded name that decodes to an address stays a name', () => {
  expect(plain('=?utf-8?Q?ceo=40bank.test_=3Cceo=40bank.test=3E,?= <thief@evil.test>')).toEqual([
    'ceo@bank.test <ceo@bank.test>,|thief@evil.test',
  ])
})

test('a word alone is a user of the machine that the mail is from, other words are a name', () => {
  expect(plain('root (Cron Daemon), foo')).toEqual(['Cron Daemon|root', '|foo'])
  expect(plain('Mary Smith, "Anna", =?utf-8?Q?J=C3=B6rg?=')).toEqual(['Mary Smith|', 'Anna|', 'Jörg|'])
  expect(plain(raw('Jörg'))).toEqual(['Jörg|'])
})

test('a mailbox ends at its brackets, and the first address is the one, whatever follows up to the comma', () => {
  expect(plain('Bob <bob@a.test> Bobby <bobby@b.test>, c@d.test')).toEqual(['Bob|bob@a.test', '|c@d.test'])
  expect(plain('<a@b.test> <c@d.test>')).toEqual(['|a@b.test'])
  expect(plain('a@b.test c@d.test')).toEqual(['|a@b.test'])
  expect(plain('John <Johnny> Doe <j@d.test>')).toEqual(['John <Johnny> Doe|j@d.test'])
  expect(plain('<a@b.test> Anna')).toEqual(['Anna|a@b.test'])
})

test('an address is no name of itself', () => {
  expect(plain('a@b.test <a@b.test>')).toEqual(['|a@b.test'])
  expect(plain('"a@b.test" <a@b.test>')).toEqual(['a@b.test|a@b.test'])
  expect(plain('ceo@bank.test <thief@evil.test>')).toEqual(['ceo@bank.test|thief@evil.test'])
})

test('white space never makes another address of two words', () => {
  expect(plain('Name <a b@c.test>')).toEqual(['Name|"a b"@c.test'])
  expect(plain('Name <a@b c.test>')).toEqual(['Name|a@b c.test'])
  expect(plain('Name < a . b @ c . test >')).toEqual(['Name|a.b@c.test'])
})

test('broken mailboxes are kept as something sensible', () => {
  expect(plain('John Doe john@example.org')).toEqual(['John Doe|john@example.org'])
  expect(plain('"John <john@example.org>')).toEqual(['John|john@example.org'])
  expect(plain('John <john@example.org')).toEqual(['John|john@example.org'])
  expect(plain('a@example.org; b@example.org')).toEqual(['|a@example.org', '|b@example.org'])
  expect(plain('John john@example.org>')).toEqual(['John|john@example.org'])
  expect(plain(', ,a@example.org,,')).toEqual(['|a@example.org'])
  expect(plain('')).toEqual([])
})

test('no line end or control character survives in a name or an address', () => {
  const [found] = parseAddresses('=?utf-8?Q?A=0D=0ABcc:_x=00?= <a\tb@example.org>')
  expect(found?.name).toBe('A Bcc: x')
  expect(`${found?.address}`).not.toMatch(/\p{Cc}/u)
})
